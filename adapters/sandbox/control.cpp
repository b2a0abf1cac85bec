#include "adapters/sandbox/control.hpp"

#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "adapters/sandbox/control_say.hpp"
#include "adapters/sandbox/wire.hpp"
#include "adapters/sandbox/zalo_events.hpp"

namespace adapters::sandbox {
namespace {

using http::Request;
using http::Response;
using nlohmann::json;

json object_of(const Request& request) {
  json body = body_of(request);
  if (!body.is_object()) throw std::invalid_argument("the body must be a JSON object");
  return body;
}

Response done() { return json_answer(json::object()); }

Platform platform_of(const json& body) {
  const auto on = platform(string_of(body, "platform"));
  if (!on) throw std::invalid_argument("platform must be zalo, facebook or zalo_bot");
  return *on;
}

Response read_record(const Stage& stage, const Request& request) {
  if (query(request, "twice") == "1") return json_answer(stage.record.twice());
  return json_answer(stage.record.json(number(request, "after", 0), query(request, "to")));
}

Response record(Stage& stage, const Request& request) {
  if (request.method == "GET") return read_record(stage, request);
  if (request.method == "DELETE") {
    stage.record.clear();
    return done();
  }
  const json body = object_of(request);
  const json& keep = member(body, "keep");
  stage.record.keep(keep == json("all") ? std::numeric_limits<std::size_t>::max() : body.value("keep", std::size_t{1'000}));
  return done();
}

Response faults(Stage& stage, const Request& request) {
  stage.faults.set(fault_plan(object_of(request)));
  return done();
}

Response clock(Stage& stage, const Request& request) {
  stage.clock_offset += object_of(request).value("advance_ms", std::int64_t{0});
  return json_answer({{"now", stage.now()}});
}

// ---- Accounts ----

void set_tokens(Stage& stage, Platform on, const std::string& state) {
  AccountState& account = stage.account(on);
  if (state != "good" && state != "expired" && state != "revoked") throw std::invalid_argument("tokens must be good, expired or revoked");
  account.revoked = state == "revoked";
  account.expired = state == "expired";
  if (on != Platform::zalo || !account.revoked) return;
  stage.zalo_tokens.revoke(stage.moment());
  stage.post(zalo_permission_revoked(stage.world.zalo, stage.moment()));
}

Response account(Stage& stage, const Request& request) {
  const json body = object_of(request);
  const Platform on = platform_of(body);
  AccountState& state = stage.account(on);
  if (body.contains("tokens")) set_tokens(stage, on, body["tokens"]);
  state.error = body.value("error", state.error);
  state.subcode = body.value("subcode", state.error ? state.subcode : 0);
  state.usage = body.value("usage", state.usage);
  state.plain_only = body.value("plain_only", state.plain_only);
  return done();
}

Response group(Stage& stage, const Request& request) {
  const json body = object_of(request);
  Chat* chat = stage.chats.group(string_of(body, "group"));
  Group* own = chat ? stage.group_of(*chat) : nullptr;
  if (!own) throw std::invalid_argument("no such group");
  own->lapsed = body.value("lapsed", own->lapsed);
  own->approves = body.value("approves", own->approves);
  return done();
}

// ---- What there is ----

Response people(Stage& stage) {
  json persons = json::array(), groups = json::array(), posts = json::array();
  for (const Person& person : stage.world.persons) {
    persons.push_back({{"key", person.key}, {"name", person.name}, {"zalo_user_id", person.zalo_user_id}, {"facebook_psid", person.facebook_psid},
                       {"bot_user_id", person.bot_user_id}, {"unit", person.unit}, {"note", person.note}});
  }
  for (const Group& one : stage.world.groups) {
    if (!one.deleted) groups.push_back({{"id", one.id}, {"name", one.name}, {"platform", one.with_bot ? "zalo_bot" : "zalo"}});
  }
  for (const Chat* chat : stage.chats.all_posts()) posts.push_back({{"id", chat->id}, {"text", chat->post->text}});
  return json_answer({{"persons", std::move(persons)}, {"groups", std::move(groups)}, {"posts", std::move(posts)}});
}

Response webhook_stats(Stage& stage, const CourierStats& stats) {
  json on = json::object();
  for (const Platform one : all_platforms) on[std::string(name(one))] = stage.account(one).hooked;
  return json_answer({{"attempts", stats.attempts},
                      {"delivered", stats.delivered},
                      {"waiting", stats.waiting},
                      {"given_up", stats.given_up},
                      {"dropped", stats.dropped},
                      {"on", std::move(on)}});
}

Response switch_webhooks(Stage& stage, const Request& request) {
  const json body = object_of(request);
  stage.account(platform_of(body)).hooked = body.value("on", true);
  return done();
}

Response routed(Stage& stage, const CourierStats& webhooks, const Request& request) {
  const bool get = request.method == "GET", post = request.method == "POST";
  if (request.path == "/sandbox/say" && post) return control_say(stage, object_of(request));
  if (request.path == "/sandbox/record") return record(stage, request);
  if (request.path == "/sandbox/faults" && post) return faults(stage, request);
  if (request.path == "/sandbox/account" && post) return account(stage, request);
  if (request.path == "/sandbox/group" && post) return group(stage, request);
  if (request.path == "/sandbox/clock" && post) return clock(stage, request);
  if (request.path == "/sandbox/webhooks") return get ? webhook_stats(stage, webhooks) : switch_webhooks(stage, request);
  if (request.path == "/sandbox/people" && get) return people(stage);
  return http::error_response(404, "no such sandbox control");
}

}  // namespace

std::optional<Response> control_answer(Stage& stage, const CourierStats& webhooks, const Request& request) try {
  if (request.path.rfind("/sandbox/", 0) != 0) return std::nullopt;
  return routed(stage, webhooks, request);
} catch (const std::invalid_argument& error) {
  return http::error_response(400, error.what());
} catch (const json::exception&) {
  return http::error_response(400, "a field has the wrong type");
}

}  // namespace adapters::sandbox
