#include "bot/server/words.hpp"

#include "templates/files/embedded.hpp"

namespace server {

const nlohmann::json& words() {
  static const auto all = nlohmann::json::parse(templates::files::embedded().at("report/words.json"));
  return all;
}

std::string word(std::string_view section, std::string_view code) {
  const auto& codes = words().at(std::string(section));
  const auto found = codes.find(std::string(code));
  return found == codes.end() ? std::string(code) : found->get<std::string>();
}

}  // namespace server
