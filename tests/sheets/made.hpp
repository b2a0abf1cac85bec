// Files for the readers' tests, made here: packed documents part by part, texts as they are. Gone at the end.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "bot/sheets/reader.hpp"

namespace tests {

using Parts = std::map<std::string, std::string>;

class MadeFile {
 public:
  explicit MadeFile(const std::string& octets);
  explicit MadeFile(const Parts& parts);
  ~MadeFile();
  MadeFile(const MadeFile&) = delete;
  const std::string& path() const { return path_; }
  std::string octets() const;

 private:
  std::string path_;
};

// The parts of a workbook of one sheet; `rows` is what stands in sheetData, `behind` what follows it.
Parts workbook(const std::string& rows, const std::string& behind = "", const std::string& strings = "", const std::string& formats = "");
Parts ods(const std::string& rows);

std::vector<sheets::Row> rows_of(const std::string& path, int sheet = 0, const sheets::Limits& limits = {});
// "1: a|b" lines, one a row.
std::string shown(const std::vector<sheets::Row>& rows);
std::string why_not(const std::string& path, const sheets::Limits& limits = {});  // key of Unreadable; "": it was read

}  // namespace tests
