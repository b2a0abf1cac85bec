#include "adapters/lines.hpp"

#include "adapters/split.hpp"

namespace adapters {

std::string with_lines(std::string text, const std::vector<ListItem>& items, std::size_t limit) {
  if (items.empty()) return text;
  std::size_t number = 0;
  for (const auto& item : items) {
    if (!text.empty()) text += '\n';
    text.append(std::to_string(++number)).append(") ").append(item.title);
    if (!item.subtitle.empty()) text.append(": ").append(item.subtitle);
    if (!item.url.empty()) text.append(" ").append(item.url);
  }
  return clip(text, limit);
}

}  // namespace adapters
