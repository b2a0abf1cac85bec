// Values on their way into a text.
#include "templates/values.hpp"

#include <nlohmann/json.hpp>

#include "templates/catalog.hpp"

namespace templates {
namespace {

namespace mustache = kainjow::mustache;
using nlohmann::json;

constexpr std::string_view kZeroWidthSpace = "\u200b";

mustache::data plain_value(const json& value) {
  if (value.is_boolean()) return mustache::data(value.get<bool>());
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    return text.empty() ? mustache::data(false) : mustache::data(text);
  }
  return mustache::data(value.dump());
}

bool missing(const json& value) { return value.is_null(); }

// Fields hold objects, or plain values where the entries of a list are declared as ".".
mustache::data entry(std::string_view name, const Field& field, const json& value) {
  if (value.is_object()) return to_data(name, field.items, value);
  if (value.is_structured()) throw TemplateError(std::string(name) + ": field " + field.name + " holds a list of lists");
  return plain_value(value);
}

mustache::data convert(std::string_view name, const Field& field, const json& value) {
  if (!field.list) {
    if (value.is_structured()) throw TemplateError(std::string(name) + ": field " + field.name + " is not declared as a list");
    return plain_value(value);
  }
  if (!value.is_array()) return entry(name, field, value);
  mustache::data list(mustache::data::type::list);
  for (const auto& item : value) list.push_back(entry(name, field, item));
  return list;
}

}  // namespace

mustache::data to_data(std::string_view name, const std::vector<Field>& declared, const json& fields) {
  mustache::data data;
  for (const auto& field : declared) {
    if (field.name == ".") continue;
    const auto found = fields.is_object() ? fields.find(field.name) : fields.end();
    if (found != fields.end() && !missing(*found)) {
      data[field.name] = convert(name, field, *found);
    } else if (field.optional) {
      data[field.name] = mustache::data(false);
    } else {
      throw TemplateError(std::string(name) + ": field " + field.name + " is not given");
    }
  }
  return data;
}

std::string without_mentions(const std::string& value) {
  if (value.find_first_of("[@") == std::string::npos) return value;
  std::string safe;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool opens = i == 0 || value[i - 1] == '[';
    if (value[i] == '@' && opens) safe += kZeroWidthSpace;
    safe += value[i];
  }
  if (value.back() == '[') safe += kZeroWidthSpace;
  return safe;
}

std::string xml_escaped(const std::string& value) {
  std::string safe;
  safe.reserve(value.size());
  for (const char c : value) {
    switch (c) {
      case '&': safe += "&amp;"; break;
      case '<': safe += "&lt;"; break;
      case '>': safe += "&gt;"; break;
      case '"': safe += "&quot;"; break;
      case '\'': safe += "&apos;"; break;
      default:
        if (static_cast<unsigned char>(c) >= ' ' || c == '\n' || c == '\t' || c == '\r') safe += c;
    }
  }
  return safe;
}

std::string tidy_lines(std::string_view text) {
  std::string tidy;
  tidy.reserve(text.size());
  int ends = 2;  // as if two line ends stood before the text
  for (const char c : text) {
    ends = c == '\n' ? ends + 1 : 0;
    if (ends <= 2) tidy += c;
  }
  while (!tidy.empty() && tidy.back() == '\n') tidy.pop_back();
  return tidy;
}

}  // namespace templates
