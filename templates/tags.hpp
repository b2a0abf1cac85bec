// Finds the tags of a mustache text: what stands between "{{" and "}}", and where. Pure.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace templates {

struct Tag {
  char kind = 'v';         // v value, r raw value, # ^ / sections, > partial, ! comment, = delimiters
  std::string_view name;   // trimmed
  std::string_view whole;  // with its braces
  std::size_t at = 0;      // offset in the text
};

// All tags in order. Throws TemplateError naming `name` when a tag is not closed or is empty.
std::vector<Tag> scan_tags(std::string_view name, std::string_view text);

}  // namespace templates
