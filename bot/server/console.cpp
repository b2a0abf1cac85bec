#include "bot/server/console.hpp"

#include <limits>

#include "bot/language/text.hpp"
#include "bot/server/access.hpp"
#include "bot/server/answers.hpp"
#include "bot/server/api_json.hpp"
#include "bot/server/assets.hpp"
#include "bot/server/channels_view.hpp"
#include "bot/server/console_view.hpp"
#include "bot/server/forms.hpp"
#include "bot/server/relay_view.hpp"
#include "bot/union/reports.hpp"
#include "storage/await.hpp"
#include "storage/units.hpp"
#include "storage/vault.hpp"

namespace server {
namespace {

using storage::Session;

constexpr std::size_t most_directives = 10, most_polls = 6, most_meetings = 6;

template <class T>
std::vector<T> first(std::vector<T> items, std::size_t most) {
  if (items.size() > most) items.resize(most);
  return items;
}

Overview read_overview(Session& session, const Visit& visit) {
  Overview overview;
  for (const auto& head : first(trade_union::directives(session, visit.scope, visit.today), most_directives)) {
    if (auto report = trade_union::directive_report(session, head.id, visit.scope, visit.today))
      overview.directives.push_back(std::move(*report));
  }
  overview.polls = first(trade_union::polls(session, visit.scope, visit.today), most_polls);
  overview.meetings = first(trade_union::meetings(session, visit.scope, visit.today), most_meetings);
  overview.feedback =
      trade_union::feedback(session, visit.scope, visit.today, std::numeric_limits<std::int64_t>::max());
  return overview;
}

// The form was sent by a page of another site: browsers say so.
bool from_elsewhere(const http::Request& request) {
  const auto site = http::find_header(request.headers, "Sec-Fetch-Site");
  return !site.empty() && site != "same-origin" && site != "none";
}

// Channels serve everybody: who looks after the whole looks after them.
bool sees_channels(Session& session, const Visit& visit) { return storage::root_unit(session, visit.today) == visit.scope; }

nlohmann::json login_fields(bool refused) { return {{"refused", refused}, {"style", style_version()}}; }

auto knows_token(storage::Database& database, std::string hash) {
  return storage::async_read(
      database, [hash = std::move(hash)](Session& session) { return find_caller(session, hash).has_value(); });
}

}  // namespace

Route Console::page(std::string pattern, Page make) {
  const auto handle = [this, make = std::move(make)](http::Request request, std::string parameter) {
    return show(std::move(request), std::move(parameter), make);
  };
  return {"GET", std::move(pattern), handle};
}

std::vector<Route> Console::routes() {
  std::vector<Route> routes{
      page("/", [this](Session& session, const Visit& visit) { return start_page(session, visit); }),
      page("/directives/{id}", [this](Session& session, const Visit& visit) { return directive_page(session, visit); }),
      page("/directives/{id}/relay", [this](Session& session, const Visit& visit) { return relay_page(session, visit); }),
      page("/channels", [this](Session& session, const Visit& visit) { return channels_page(session, visit); }),
      {"GET", "/login", [this](http::Request, std::string) { return login_form(false); }},
      {"POST", "/login", [this](http::Request request, std::string) { return sign_in(std::move(request)); }},
      {"POST", "/logout", [this](http::Request request, std::string) { return sign_out(std::move(request)); }}};
  for (auto& asset : asset_routes()) routes.push_back(std::move(asset));
  return routes;
}

Reply Console::show(http::Request request, std::string parameter, Page make) {
  const auto now = settings_.clock();
  const auto hash = sessions_.token_hash(request, now);
  const auto scope = settings_.open_scope.value_or(0);
  const Visit visit{std::move(request), std::move(parameter), scope, true, language::day_of(now), now};
  auto job = [visit, hash, open = settings_.open_scope.has_value(), make = std::move(make)](Session& session) {
    Visit let_in = visit;
    if (const auto caller = hash ? find_caller(session, *hash) : std::nullopt) {
      let_in.scope = caller->unit_id;
      let_in.demo = false;
    } else if (!open) {
      return see_other("/login");
    }
    return make(session, let_in);
  };
  co_return co_await storage::async_read(database_, std::move(job));
}

http::Response Console::start_page(Session& session, const Visit& visit) const {
  auto fields = overview_fields(read_overview(session, visit));
  fields["alarms"] = sees_channels(session, visit) ? alarm_fields(session, settings_.people) : nlohmann::json::array();
  return render(session, visit, "web/start", std::move(fields));
}

http::Response Console::directive_page(Session& session, const Visit& visit) const {
  const auto id = read_id(visit.parameter);
  const auto report = id ? trade_union::directive_report(session, *id, visit.scope, visit.today) : std::nullopt;
  if (!report) return error_for(visit.request, catalog_, 404, "nothing is at this address");
  const auto order = visit.request.query.find("order");
  const bool tree = order != visit.request.query.end() && order->second == "tree";
  return render(session, visit, "web/directive", directive_fields(*report, !tree));
}

http::Response Console::relay_page(Session& session, const Visit& visit) const {
  const auto id = read_id(visit.parameter);
  const auto report = id ? trade_union::directive_report(session, *id, visit.scope, visit.today) : std::nullopt;
  if (!report || !report->head.campaign_id) return error_for(visit.request, catalog_, 404, "nothing is at this address");
  const auto named = visit.request.query.find("unit");
  if (named == visit.request.query.end()) return render(session, visit, "web/relay", relay_list_fields(session, *report));
  const auto unit = read_id(named->second);
  auto fields = unit ? relay_kit_fields(session, catalog_, settings_.people, *report, *unit, visit.today) : std::nullopt;
  if (!fields) return error_for(visit.request, catalog_, 404, "nothing is at this address");
  return render(session, visit, "web/relay_kit", std::move(*fields));
}

http::Response Console::channels_page(Session& session, const Visit& visit) const {
  if (!sees_channels(session, visit)) return error_for(visit.request, catalog_, 404, "nothing is at this address");
  return render(session, visit, "web/channels", channel_fields(session, settings_.engine, settings_.people, visit.now));
}

http::Response Console::render(Session& session, const Visit& visit, const char* name, nlohmann::json fields) const {
  const auto unit = storage::unit(session, visit.scope, visit.today);
  fields["unit_name"] = unit ? unit->name : "";
  fields["as_of"] = language::say_moment(visit.now);
  fields["demo"] = visit.demo;
  fields["sees_channels"] = sees_channels(session, visit);
  fields["style"] = style_version();
  return html_response(200, catalog_.render(name, fields));
}

Reply Console::login_form(bool refused) {
  co_return html_response(refused ? 403 : 200, catalog_.render("web/login", login_fields(refused)));
}

Reply Console::sign_in(http::Request request) {
  if (from_elsewhere(request)) co_return http::error_response(403, "sign in from the console's own page");
  auto hash = storage::sha256_hex(form_field(request.body, "token"));
  const bool known = co_await knows_token(database_, hash);
  if (!known) co_return co_await login_form(true);
  auto response = see_other("/");
  response.headers.emplace_back("Set-Cookie", sessions_.open(std::move(hash), settings_.clock()));
  co_return response;
}

Reply Console::sign_out(http::Request request) {
  if (from_elsewhere(request)) co_return http::error_response(403, "sign out from the console's own page");
  auto response = see_other("/login");
  response.headers.emplace_back("Set-Cookie", sessions_.close(request));
  co_return response;
}

}  // namespace server
