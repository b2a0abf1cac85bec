// Finds the tags of a mustache text.
#include "templates/tags.hpp"

#include <string>

#include "templates/catalog.hpp"

namespace templates {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

Tag read_tag(std::string_view whole, std::size_t at) {
  const bool triple = whole.substr(0, 3) == "{{{";
  const std::size_t braces = triple ? 3 : 2;
  auto inner = trimmed(whole.substr(braces, whole.size() - 2 * braces));
  Tag tag{triple ? 'r' : 'v', inner, whole, at};
  if (!triple && !inner.empty() && std::string_view("#^/>!=&").find(inner[0]) != std::string_view::npos) {
    tag.kind = inner[0] == '&' ? 'r' : inner[0];
    tag.name = trimmed(inner.substr(1));
  }
  return tag;
}

}  // namespace

std::vector<Tag> scan_tags(std::string_view name, std::string_view text) {
  std::vector<Tag> tags;
  for (auto at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at)) {
    const std::string_view close = text.substr(at, 3) == "{{{" ? "}}}" : "}}";
    const auto end = text.find(close, at + 2);
    if (end == std::string_view::npos) {
      throw TemplateError(std::string(name) + ": tag " + std::string(text.substr(at, 30)) + " is not closed");
    }
    tags.push_back(read_tag(text.substr(at, end + close.size() - at), at));
    if (tags.back().name.empty() && tags.back().kind != '!') {
      throw TemplateError(std::string(name) + ": tag " + std::string(tags.back().whole) + " has no name");
    }
    at = end + close.size();
  }
  return tags;
}

}  // namespace templates
