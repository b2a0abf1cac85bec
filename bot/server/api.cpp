#include "bot/server/api.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "bot/language/text.hpp"
#include "bot/server/answers.hpp"
#include "bot/server/api_json.hpp"
#include "bot/union/reports.hpp"
#include "storage/await.hpp"
#include "templates/files/embedded.hpp"

namespace server {
namespace {

using nlohmann::json;
using storage::Session;

constexpr std::int64_t default_page = 100, longest_page = 500;

std::string dump(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }
http::Response ok(const json& value) { return json_response(200, dump(value)); }
http::Response nothing_there() { return http::error_response(404, "nothing of this id is in your part of the union"); }

struct Page { std::int64_t limit = default_page; std::optional<std::int64_t> before; };

// ?limit=1…500 and ?before=id. Throws std::invalid_argument.
Page page_of(const http::Request& request) {
  Page page;
  if (const auto limit = request.query.find("limit"); limit != request.query.end()) {
    page.limit = read_id(limit->second).value_or(longest_page + 1);
    if (page.limit > longest_page) throw std::invalid_argument("limit must be a number from 1 to 500");
  }
  if (const auto before = request.query.find("before"); before != request.query.end()) {
    page.before = read_id(before->second);
    if (!page.before) throw std::invalid_argument("before must be the id a page ended with");
  }
  return page;
}

// The items after the one with id `before`, at most `limit` of them, and the id to go on with.
template <class T>
http::Response paged(const char* name, const std::vector<T>& items, const Page& page) {
  auto from = items.begin();
  if (page.before) {
    from = std::find_if(items.begin(), items.end(), [&](const T& item) { return item.id == *page.before; });
    if (from != items.end()) ++from;
  }
  const auto count = std::min<std::int64_t>(page.limit, items.end() - from);
  json list = json::array();
  for (auto item = from; item != from + count; ++item) list.push_back(to_json(*item));
  const bool more = from + count != items.end();
  return ok({{name, std::move(list)}, {"next", more ? json(std::to_string((from + count - 1)->id)) : json(nullptr)}});
}

http::Response list_directives(Session& session, const Ask& ask) {
  return paged("directives", trade_union::directives(session, ask.caller.unit_id, ask.today), page_of(ask.request));
}
http::Response list_polls(Session& session, const Ask& ask) {
  return paged("polls", trade_union::polls(session, ask.caller.unit_id, ask.today), page_of(ask.request));
}
http::Response list_events(Session& session, const Ask& ask) {
  return paged("events", trade_union::meetings(session, ask.caller.unit_id, ask.today), page_of(ask.request));
}
http::Response list_feedback(Session& session, const Ask& ask) {
  const auto page = page_of(ask.request);
  const auto rows = page.before ? std::numeric_limits<std::int64_t>::max() : page.limit + 1;
  return paged("feedback", trade_union::feedback(session, ask.caller.unit_id, ask.today, rows), page);
}

// One row by the id in the path, through the report function of its kind.
template <class Report>
Answerer one(std::optional<Report> (*report)(Session&, std::int64_t, std::int64_t, const std::string&)) {
  return [report](Session& session, const Ask& ask) {
    const auto id = read_id(ask.parameter);
    const auto found = id ? report(session, *id, ask.caller.unit_id, ask.today) : std::nullopt;
    return found ? ok(to_json(*found)) : nothing_there();
  };
}

constexpr std::string_view number_used = "duplicate";  // the refusal that is a conflict with what is there

http::Response add_directive(Session& session, const templates::Catalog& catalog, const Ask& ask) {
  const auto directive = new_directive(ask.request.body, ask.caller.unit_id);
  if (!trade_union::in_scope(session, ask.caller.unit_id, directive.unit_id, ask.today)) return nothing_there();
  const auto added =
      trade_union::add_directive(session, directive, "token:" + std::to_string(ask.caller.token_id), ask.now);
  if (!added.id) {
    return http::error_response(added.refusal == number_used ? 409 : 422,
                                trade_union::refusal_sentence(catalog, added.refusal));
  }
  auto response = json_response(201, dump({{"id", std::to_string(*added.id)}}));
  response.headers.emplace_back("Location", "/api/v1/directives/" + std::to_string(*added.id));
  return response;
}

Reply describe(http::Request, std::string) {
  co_return json_response(200, std::string(templates::files::embedded().at("api/openapi.json")));
}

// The job of one call; a request that cannot be read is answered 400.
auto job_of(std::string token_hash, Ask ask, Answerer answerer, Right right) {
  return [hash = std::move(token_hash), ask = std::move(ask), answerer = std::move(answerer),
          right](Session& session) mutable {
    const auto caller = find_caller(session, hash);
    if (!caller) return unauthorized();
    if (right == Right::write && !caller->can_write) return forbidden();
    ask.caller = *caller;
    try {
      return answerer(session, ask);
    } catch (const std::invalid_argument& wrong) {
      return http::error_response(400, wrong.what());
    }
  };
}

}  // namespace

Route Api::route(std::string method, std::string pattern, Answerer answerer) {
  const Right right = method == "GET" ? Right::read : Right::write;
  const auto handle = [this, answerer = std::move(answerer), right](http::Request request, std::string parameter) {
    return answer(std::move(request), std::move(parameter), answerer, right);
  };
  return {std::move(method), std::move(pattern), handle};
}

std::vector<Route> Api::routes() {
  return {route("GET", "/api/v1/directives", list_directives),
          route("POST", "/api/v1/directives",
                [this](Session& session, const Ask& ask) { return add_directive(session, catalog_, ask); }),
          route("GET", "/api/v1/directives/{id}", one(trade_union::directive_report)),
          route("GET", "/api/v1/polls", list_polls),
          route("GET", "/api/v1/polls/{id}", one(trade_union::poll_report)),
          route("GET", "/api/v1/events", list_events),
          route("GET", "/api/v1/events/{id}", one(trade_union::meeting_report)),
          route("GET", "/api/v1/feedback", list_feedback),
          {"GET", "/api/v1/openapi.json", describe}};
}

Reply Api::answer(http::Request request, std::string parameter, Answerer answerer, Right right) {
  auto hash = bearer_hash(request);
  if (!hash) co_return unauthorized();
  const auto now = clock_();
  Ask ask{std::move(request), std::move(parameter), Caller{}, language::day_of(now), now};
  auto job = job_of(std::move(*hash), std::move(ask), std::move(answerer), right);
  if (right == Right::read) co_return co_await storage::async_read(database_, std::move(job));
  co_return co_await storage::async_write(database_, "directives", std::move(job));
}

}  // namespace server
