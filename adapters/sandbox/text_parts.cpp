#include "adapters/sandbox/text_parts.hpp"

namespace adapters::sandbox {
namespace {

constexpr std::string_view mention_open = "[@";

bool starts(std::string_view text, std::string_view with) { return text.substr(0, with.size()) == with; }

bool alphanumeric(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Length of the address at the start of the text, without the full stop or bracket that ends the sentence; 0: none.
std::size_t link_length(std::string_view text) {
  if (!starts(text, "https://") && !starts(text, "http://")) return 0;
  std::size_t end = text.find_first_of(" \t\n\r\"<>");
  if (end == std::string_view::npos) end = text.size();
  while (end > 0 && std::string_view(".,;:!?)").find(text[end - 1]) != std::string_view::npos) --end;
  return end;
}

// Length of "[@id]" at the start of the text; 0: none.
std::size_t mention_length(std::string_view text) {
  if (!starts(text, mention_open)) return 0;
  std::size_t end = mention_open.size();
  while (end < text.size() && alphanumeric(text[end])) ++end;
  return end > mention_open.size() && end < text.size() && text[end] == ']' ? end + 1 : 0;
}

}  // namespace

std::vector<TextPart> text_parts(std::string_view text) {
  std::vector<TextPart> parts;
  std::size_t plain_from = 0, at = 0;
  const auto close_plain = [&] {
    if (at > plain_from)
      parts.push_back({TextPart::Kind::plain, std::string(text.substr(plain_from, at - plain_from))});
  };
  while (at < text.size()) {
    const std::string_view rest = text.substr(at);
    const std::size_t link = link_length(rest), mention = mention_length(rest);
    if (link == 0 && mention == 0) {
      ++at;
      continue;
    }
    close_plain();
    if (link > 0) parts.push_back({TextPart::Kind::link, std::string(rest.substr(0, link))});
    else
      parts.push_back(
          {TextPart::Kind::mention, std::string(rest.substr(mention_open.size(), mention - mention_open.size() - 1))});
    at += link + mention;
    plain_from = at;
  }
  close_plain();
  return parts;
}

}  // namespace adapters::sandbox
