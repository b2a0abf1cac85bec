// The declaration in a template's first line, and the check of the template's tags against it. Pure.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace templates {

// A declared field; with `items`, a list (or one object) whose entries have those fields. "." is an entry that is a plain value.
struct Field {
  std::string name;
  bool optional = false;
  bool list = false;
  std::vector<Field> items;
  bool used = false;
};

// A template cut in two: what its first line declares, and the text after it.
struct Source {
  std::vector<Field> fields;
  std::string body;
};

// Reads "{{! fields: a, b?, c[d, e?] }}" off the head of `text`. Throws TemplateError naming `name` and the offending part.
Source read_source(std::string_view name, std::string_view text);

// Every tag of the body is declared and every declared field has a tag; sections are closed. With `raw_allowed`, {{{a}}} and
// {{&a}} may bypass escaping. Throws TemplateError naming `name` and the tag.
void check_tags(std::string_view name, Source source, bool raw_allowed);

// The text of the partial `wanted` as seen from template `from`; throws TemplateError if there is none.
using FindPartial = std::function<std::string(std::string_view from, std::string_view wanted)>;

// The body with each {{>partial}} replaced by that partial's text.
std::string expand_partials(std::string_view name, std::string_view body, const FindPartial& find);

}  // namespace templates
