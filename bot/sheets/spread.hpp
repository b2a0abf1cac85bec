// What merged cells say, put into each of their rows. Private to the room.
#pragma once

#include <string>
#include <vector>

#include "bot/sheets/reader.hpp"
#include "bot/sheets/xlsx_parts.hpp"

namespace sheets {

// At most one merge of a column is under way, the earlier one: true sheets have no more, and no file makes it hold more than a row of texts.
class Spread {
 public:
  // merges: by their first row. longest: octets of a row, as in Limits.
  Spread(std::vector<Merge> merges, std::size_t longest) : merges_(std::move(merges)), longest_(longest) {}
  void over(Row& row);                            // throws Unreadable
  std::size_t held() const;                       // octets of the texts kept

 private:
  struct Active { Merge merge; std::string text; };
  void begin(const Merge& merge, const Row& row);
  static void put(Row& row, std::size_t column, const std::string& text);
  std::vector<Merge> merges_;
  std::vector<Active> active_;
  const std::size_t longest_;
  std::size_t at_ = 0;
};

}  // namespace sheets
