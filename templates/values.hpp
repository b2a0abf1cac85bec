// Values on their way into a text: JSON as the mustache engine wants it, and the escape rules of the folders. Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include <kainjow/mustache.hpp>

#include "templates/fields.hpp"

namespace templates {

// The declared fields out of `fields`. Numbers are printed plainly, an empty or missing optional value is false, so that a
// section over it is left out. Throws TemplateError naming `name` and the field when one that is not optional is missing.
kainjow::mustache::data to_data(std::string_view name, const std::vector<Field>& declared, const nlohmann::json& fields);

// "[@" begins a mention in Zalo: a zero width space breaks it, also where the two characters come from different values.
std::string without_mentions(const std::string& value);

// & < > " ' as entities; control characters that XML forbids are dropped.
std::string xml_escaped(const std::string& value);

// At most one blank line in a row, no line end at head and tail: what empty sections leave behind in a chat text.
std::string tidy_lines(std::string_view text);

}  // namespace templates
