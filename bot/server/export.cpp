#include "bot/server/export.hpp"

#include <limits>

#include "bot/language/text.hpp"
#include "bot/server/words.hpp"
#include "bot/sheets/table.hpp"
#include "bot/union/reports.hpp"

namespace server {
namespace {

using nlohmann::json;
using sheets::Cell;
using sheets::Table;

// An empty table of this kind with its titles and notes.
Table table_of(const char* kind) {
  const auto& texts = words().at(kind);
  return {texts.at("sheet"),
          {},
          texts.at("columns").get<std::vector<std::string>>(),
          {},
          texts.at("notes").get<std::vector<std::string>>()};
}

// Adds facts under their labels; what is empty is left out.
class Facts {
 public:
  Facts(Table& table, const char* kind) : table_(table), labels_(words().at(kind).at("facts")) {}
  Facts& add(const char* name, const std::string& value) {
    if (!value.empty()) table_.facts.emplace_back(labels_.at(name).get<std::string>(), value);
    return *this;
  }
  Facts& add(const char* name, std::int64_t value) {
    table_.facts.emplace_back(labels_.at(name).get<std::string>(), value);
    return *this;
  }
  Facts& moment(const char* name, const std::optional<std::int64_t>& value) {
    return add(name, value ? language::say_moment(*value) : "");
  }

 private:
  Table& table_;
  const json& labels_;
};

std::vector<Cell> unit_row(const trade_union::UnitReach& unit) {
  const auto& reach = unit.reach;
  return {unit.name,
          word("unit_kind", unit.kind),
          std::int64_t{unit.depth},
          reach.roster,
          reach.off_roll,
          reach.sent,
          reach.queued,
          reach.held,
          reach.failed,
          reach.skipped,
          reach.relayed,
          reach.delivered,
          reach.seen,
          reach.acknowledged,
          language::percent(reach.acknowledged, reach.roster)};
}

Table table_of(const trade_union::DirectiveReport& report) {
  Table table = table_of("directive");
  Facts(table, "directive")
      .add("doc", report.head.doc)
      .add("issued_on", language::say_day(report.head.issued_on))
      .add("abstract", report.head.abstract)
      .add("deadline", report.head.deadline ? language::say_day(*report.head.deadline) : "")
      .add("state", word("campaign_state", report.head.state))
      .moment("sent_at", report.head.sent_at);
  for (const auto& unit : report.units) table.rows.push_back(unit_row(unit));
  return table;
}

Table table_of(const trade_union::PollReport& report) {
  Table table = table_of("poll");
  Facts(table, "poll")
      .add("number", "BC" + std::to_string(report.number))
      .add("question", report.question)
      .add("unit", report.unit)
      .add("state", word("poll_state", report.state))
      .moment("opened_at", report.opened_at)
      .moment("closed_at", report.closed_at)
      .add("roster", report.roster)
      .add("voted", report.voted);
  for (const auto& option : report.options) {
    table.rows.push_back({option.n, option.text, option.votes, language::percent(option.votes, report.voted),
                          language::percent(option.votes, report.roster)});
  }
  return table;
}

Table table_of(const trade_union::MeetingReport& report) {
  Table table = table_of("event");
  Facts(table, "event")
      .add("title", report.title)
      .add("unit", report.unit)
      .add("place", report.place)
      .moment("starts_at", report.starts_at)
      .add("state", word("meeting_state", report.state));
  const auto unheard = report.summoned - report.present - report.late - report.coming - report.excused - report.absent;
  table.rows.push_back({report.summoned, report.present, report.late, report.coming, report.excused, report.absent,
                        unheard, language::percent(report.present, report.summoned),
                        word("verdict", report.quorum ? "yes" : "no")});
  return table;
}

Table table_of(const std::vector<trade_union::FeedbackRow>& rows) {
  Table table = table_of("feedback");
  for (const auto& row : rows) {
    table.rows.push_back({row.number, language::say_moment(row.created_at), row.unit, word("feedback_kind", row.kind),
                          word("feedback_category", row.category), row.text, word("feedback_state", row.state)});
  }
  return table;
}

template <class Report>
std::optional<Table> maybe_table(const std::optional<Report>& report) {
  return report ? std::optional(table_of(*report)) : std::nullopt;
}

std::optional<Table> read_table(storage::Session& session, const ExportRequest& request) {
  const auto& [kind, format, id, scope, today] = request;
  switch (kind) {
    case ExportKind::directive: return maybe_table(trade_union::directive_report(session, id, scope, today));
    case ExportKind::poll: return maybe_table(trade_union::poll_report(session, id, scope, today));
    case ExportKind::event: return maybe_table(trade_union::meeting_report(session, id, scope, today));
    case ExportKind::feedback:
      return table_of(trade_union::feedback(session, scope, today, std::numeric_limits<std::int64_t>::max()));
  }
  return std::nullopt;
}

}  // namespace

std::optional<ExportKind> export_kind(std::string_view name) {
  if (name == "directive") return ExportKind::directive;
  if (name == "poll") return ExportKind::poll;
  if (name == "event") return ExportKind::event;
  if (name == "feedback") return ExportKind::feedback;
  return std::nullopt;
}

std::optional<ExportFormat> export_format(std::string_view name) {
  if (name == "csv") return ExportFormat::csv;
  if (name == "xlsx") return ExportFormat::xlsx;
  return std::nullopt;
}

std::optional<std::string> export_report(storage::Session& session, const ExportRequest& request) {
  const auto table = read_table(session, request);
  if (!table) return std::nullopt;
  return request.format == ExportFormat::csv ? sheets::to_csv(*table) : sheets::to_xlsx(*table);
}

}  // namespace server
