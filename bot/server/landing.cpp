#include "bot/server/landing.hpp"

#include "bot/language/relay.hpp"
#include "bot/language/text.hpp"
#include "bot/server/answers.hpp"
#include "bot/server/assets.hpp"
#include "bot/server/qr.hpp"
#include "bot/union/relay.hpp"
#include "bot/union/units.hpp"
#include "storage/await.hpp"
#include "storage/relay.hpp"

namespace server {
namespace {

using nlohmann::json;

// The name of the unit the code belongs to; "": the code is unknown or revoked.
auto unit_name(storage::Database& database, std::string code, std::string day) {
  return storage::async_read(database, [code = std::move(code), day = std::move(day)](storage::Session& session) {
    const auto unit = code.empty() ? std::nullopt : storage::relay::unit_of_code(session, code, day);
    return unit ? trade_union::place_name(session, *unit, day) : std::string();
  });
}

}  // namespace

std::vector<Route> Landing::routes() {
  return {{"GET", "/r/{code}", [this](http::Request request, std::string code) { return page(std::move(request), std::move(code)); }},
          {"GET", "/r/{code}/qr.svg", [this](http::Request request, std::string code) { return picture(std::move(request), std::move(code)); }}};
}

// A button for each account people can write to; where the link does not bring the code along, it is typed.
json Landing::doors(const std::string& code) const {
  json list = json::array();
  for (const auto& [name, note] : settings_.channels) {
    const auto* setup = engine_.channel(name);
    if (!setup || !note.chat_link) continue;
    for (const auto& account : setup->accounts) {
      const auto link = note.chat_link(account.id, code);
      if (!link.empty()) list.push_back({{"label", note.label}, {"link", link}, {"brings_code", link.find(code) != std::string::npos}});
    }
  }
  return list;
}

Reply Landing::page(http::Request, std::string written) {
  const auto code = language::relay_code(written);
  const auto unit = co_await unit_name(database_, code, language::day_of(clock_()));
  json fields{{"style", style_version()}, {"responsible", settings_.responsible}, {"contact", settings_.contact}, {"unit", unit}};
  fields["code"] = unit.empty() ? "" : trade_union::shown_code(code);
  fields["doors"] = unit.empty() ? json::array() : doors(code);
  fields["qr"] = unit.empty() || trade_union::short_link(settings_, code).empty() ? "" : "/r/" + code + "/qr.svg";
  co_return html_response(unit.empty() ? 404 : 200, catalog_.render("web/landing", fields));
}

Reply Landing::picture(http::Request request, std::string written) {
  const auto code = language::relay_code(written);
  const auto unit = co_await unit_name(database_, code, language::day_of(clock_()));
  const auto link = trade_union::short_link(settings_, code);
  if (unit.empty() || link.empty()) co_return error_for(request, catalog_, 404, "nothing is at this address");
  auto response = json_response(200, qr_svg(catalog_, link));
  response.content_type = "image/svg+xml";
  co_return response;
}

}  // namespace server
