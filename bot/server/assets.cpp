#include "bot/server/assets.hpp"

#include <array>

#include "bot/server/answers.hpp"
#include "storage/vault.hpp"
#include "templates/files/embedded.hpp"

namespace server {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 2> style_sheets{
    {{"bootstrap.min.css", "bootstrap.min.css"}, {"console.css", "web/console.css"}}};
constexpr std::size_t version_length = 12;

Reply give(http::Request, std::string name) {
  for (const auto& [asked, file] : style_sheets) {
    if (asked != name) continue;
    auto response = json_response(200, std::string(templates::files::embedded().at(file)));
    response.content_type = "text/css; charset=utf-8";
    response.headers.emplace_back("Cache-Control", "public, max-age=31536000, immutable");
    co_return response;
  }
  co_return http::error_response(404, "nothing is at this address");
}

std::string hash_of_all() {
  std::string all;
  for (const auto& sheet : style_sheets) all += templates::files::embedded().at(sheet.second);
  return storage::sha256_hex(all).substr(0, version_length);
}

}  // namespace

std::vector<Route> asset_routes() { return {{"GET", "/assets/{name}", give}}; }

std::string style_version() {
  static const std::string version = hash_of_all();
  return version;
}

}  // namespace server
