// The figures as files for other programs: CSV (UTF-8 with byte order mark, RFC 4180) and XLSX. As the API says them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/database.hpp"

namespace server {

enum class ExportKind { directive, poll, event, feedback };
enum class ExportFormat { csv, xlsx };
std::optional<ExportKind> export_kind(std::string_view name);      // "directive", "poll", "event", "feedback"
std::optional<ExportFormat> export_format(std::string_view name);  // "csv", "xlsx"

struct ExportRequest {
  ExportKind kind = ExportKind::directive;
  ExportFormat format = ExportFormat::csv;
  std::int64_t id = 0;      // row id of the directive, poll or event; not used for feedback
  std::int64_t scope = 0;   // the unit whose subtree may be seen (trade_union::root_unit for everything)
  std::string today;        // "YYYY-MM-DD" in the deployment's zone
};

// The whole file as bytes; nothing if there is no such row in scope. Cells of text that a spreadsheet would take for a
// formula (= + - @ tab CR at the start) are text: led by an apostrophe in CSV, written as strings in XLSX. Runs inside
// a read job. Throws std::runtime_error if the spreadsheet's temporary file cannot be written.
std::optional<std::string> export_report(storage::Session& session, const ExportRequest& request);

}  // namespace server
