#include "bot/sheets/spread.hpp"

#include <algorithm>

namespace sheets {

void Spread::over(Row& row) {
  std::erase_if(active_, [&](const Active& each) { return each.merge.last < row.number; });
  for (; at_ < merges_.size() && merges_[at_].first <= row.number; ++at_)
    if (merges_[at_].first == row.number) begin(merges_[at_], row);
  if (active_.empty()) return;
  for (const auto& each : active_) put(row, each.merge.column, each.text);
  std::size_t octets = 0;
  for (const auto& cell : row.cells) octets += cell.size();
  if (octets > longest_) throw Unreadable("long_row");
}

std::size_t Spread::held() const {
  std::size_t octets = 0;
  for (const auto& each : active_) octets += each.text.size();
  return octets;
}

void Spread::begin(const Merge& merge, const Row& row) {
  if (merge.column >= row.cells.size() || row.cells[merge.column].empty()) return;
  if (std::any_of(active_.begin(), active_.end(), [&](const Active& each) { return each.merge.column == merge.column; })) return;
  active_.push_back({merge, row.cells[merge.column]});
}

void Spread::put(Row& row, std::size_t column, const std::string& text) {
  if (row.cells.size() <= column) row.cells.resize(column + 1);
  if (row.cells[column].empty()) row.cells[column] = text;
}

}  // namespace sheets
