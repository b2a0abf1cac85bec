// Does a JSON value fit a schema of the API's description? The part of JSON Schema that the description uses.
#pragma once

#include <algorithm>

#include <nlohmann/json.hpp>
#include <string>

namespace schema {

using nlohmann::json;

inline bool is_type(const json& value, const std::string& type) {
  return (type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
         (type == "string" && value.is_string()) || (type == "integer" && value.is_number_integer()) ||
         (type == "boolean" && value.is_boolean()) || (type == "null" && value.is_null());
}

inline bool has_type(const json& value, const json& types) {
  if (types.is_string()) return is_type(value, types);
  for (const auto& type : types) {
    if (is_type(value, type)) return true;
  }
  return false;
}

// "" if it fits, else where and why not.
inline std::string misfit(const json& document, const json& value, json rule, const std::string& at = "$") {
  if (rule.contains("$ref")) rule = document.at(json::json_pointer(rule.at("$ref").get<std::string>().substr(1)));
  if (rule.contains("type") && !has_type(value, rule.at("type")))
    return at + " is not of type " + rule.at("type").dump();
  if (rule.contains("enum") &&
      std::find(rule.at("enum").begin(), rule.at("enum").end(), value) == rule.at("enum").end()) {
    return at + " is none of " + rule.at("enum").dump();
  }
  for (const auto& name : rule.value("required", json::array())) {
    if (!value.contains(name)) return at + "." + name.get<std::string>() + " is missing";
  }
  if (value.is_object() && rule.contains("properties")) {
    for (const auto& [name, item] : value.items()) {
      if (!rule.at("properties").contains(name)) {
        if (!rule.value("additionalProperties", true)) return at + "." + name + " is not described";
        continue;
      }
      if (const auto wrong = misfit(document, item, rule.at("properties").at(name), at + "." + name); !wrong.empty())
        return wrong;
    }
  }
  if (value.is_array() && rule.contains("items")) {
    for (const auto& item : value) {
      if (const auto wrong = misfit(document, item, rule.at("items"), at + "[]"); !wrong.empty()) return wrong;
    }
  }
  return "";
}

// Fits the component of this name?
inline std::string misfit_of(const json& document, const json& value, const std::string& name) {
  return misfit(document, value, json{{"$ref", "#/components/schemas/" + name}});
}

}  // namespace schema
