#include "adapters/sandbox/page_template.hpp"

#include <kainjow/mustache.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "adapters/sandbox/files/embedded.hpp"

namespace adapters::sandbox {
namespace {

using kainjow::mustache::data;
using nlohmann::json;

data data_of(const json& value) {
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    return text.empty() ? data(false) : data(text);             // kainjow shows the section of an empty string
  }
  if (value.is_boolean()) return data(value.get<bool>());
  if (value.is_number()) return data(value.dump());
  if (value.is_array()) {
    data list(data::type::list);
    for (const json& item : value) list.push_back(data_of(item));
    return list;
  }
  data object(data::type::object);
  for (const auto& [key, item] : value.items()) object.set(key, data_of(item));
  return object;
}

kainjow::mustache::mustache& template_of(std::string_view name) {
  static std::map<std::string, kainjow::mustache::mustache, std::less<>> parsed;
  const auto known = parsed.find(name);
  if (known != parsed.end()) return known->second;
  const auto file = files::embedded().find("pages/" + std::string(name) + ".mustache");
  if (file == files::embedded().end()) throw std::logic_error("no page template " + std::string(name));
  kainjow::mustache::mustache made{std::string(file->second)};
  if (!made.is_valid()) throw std::logic_error("page template " + std::string(name) + ": " + made.error_message());
  return parsed.emplace(name, std::move(made)).first->second;
}

}  // namespace

std::string render_page(std::string_view name, const json& fields) { return template_of(name).render(data_of(fields)); }

std::optional<PageFile> page_file(std::string_view name) {
  struct Known { std::string_view path, content_type; };
  static const std::map<std::string_view, Known> known{
      {"bootstrap.min.css", {"bootstrap.min.css", "text/css; charset=utf-8"}},
      {"chat.css", {"pages/chat.css", "text/css; charset=utf-8"}},
      {"chat.js", {"pages/chat.js", "text/javascript; charset=utf-8"}},
      {"start.js", {"pages/start.js", "text/javascript; charset=utf-8"}},
      {"icon.svg", {"pages/icon.svg", "image/svg+xml"}}};
  const auto found = known.find(name);
  if (found == known.end()) return std::nullopt;
  const auto file = files::embedded().find(found->second.path);
  if (file == files::embedded().end()) return std::nullopt;
  return PageFile{found->second.content_type, file->second};
}

}  // namespace adapters::sandbox
