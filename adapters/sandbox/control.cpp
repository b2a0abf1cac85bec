#include "adapters/sandbox/control.hpp"

#include <charconv>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "adapters/sandbox/persons.hpp"

namespace adapters::sandbox {
namespace {

using http::Request;
using http::Response;
using nlohmann::json;

Response answer(const json& body) {
  Response response;
  response.body = body.dump(-1, ' ', false, json::error_handler_t::replace);
  return response;
}

json object_of(const Request& request) {
  json body = json::parse(request.body, nullptr, false);
  if (!body.is_object()) throw std::invalid_argument("the body must be a JSON object");
  return body;
}

std::string query(const Request& request, const std::string& key) {
  const auto found = request.query.find(key);
  return found == request.query.end() ? std::string() : found->second;
}

std::string text_of(const json& body, const char* key) {
  const auto found = body.find(key);
  if (found == body.end()) return {};
  if (!found->is_string()) throw std::invalid_argument(std::string(key) + " must be a string");
  return *found;
}

// The chat the body speaks of: the person's direct one, or a group they are in.
Chat& chat_of(Stage& stage, const json& body, const Person& who) {
  const auto on = platform(text_of(body, "platform"));
  if (!on) throw std::invalid_argument("platform must be zalo or facebook");
  const std::string group = text_of(body, "group");
  for (Chat* chat : stage.chats.chats_of(*on, who)) {
    if (group.empty() ? chat->group == nullptr : chat->id == group) return *chat;
  }
  throw std::invalid_argument(group.empty() ? "this person is not on the platform" : "this person is not in the group");
}

void move(Stage& stage, const json& body, const Person& who, bool joins) {
  Chat* group = stage.chats.group(text_of(body, "group"));
  if (!group || who.zalo_user_id.empty()) throw std::invalid_argument("no such group, or the person is not on Zalo");
  join(stage, *group, who, joins);
}

Response say(Stage& stage, const Request& request) {
  const json body = object_of(request);
  const Person* who = stage.chats.person(text_of(body, "person"));
  if (!who) throw std::invalid_argument("no such person");
  const std::string text = text_of(body, "text"), payload = text_of(body, "payload"), action = text_of(body, "action");
  if (action == "join" || action == "leave") {
    move(stage, body, *who, action == "join");
    return answer(json::object());
  }
  Chat& chat = chat_of(stage, body, *who);
  if (action == "open") open(stage, chat, *who);
  else if (action == "unfollow" && chat.on == Platform::zalo && !chat.group) unfollow(stage, chat);
  else if (action == "begin" && !chat.group) begin(stage, chat, text);
  else if (!payload.empty()) return answer({{"message_id", tap(stage, chat, *who, payload, text)}});
  else if (!text.empty()) return answer({{"message_id", write(stage, chat, *who, text)}});
  else throw std::invalid_argument("text, payload or action must say something");
  return answer(json::object());
}

Response read_record(const Stage& stage, const Request& request) {
  const std::string after = query(request, "after");
  std::uint64_t number = 0;
  std::from_chars(after.data(), after.data() + after.size(), number);
  return answer(stage.record.json(number, query(request, "to")));
}

Response record(Stage& stage, const Request& request) {
  if (request.method == "GET") return read_record(stage, request);
  if (request.method == "DELETE") stage.record.clear();
  else stage.record.keep(object_of(request).value("keep", std::size_t{1'000}));
  return answer(json::object());
}

Response faults(Stage& stage, const Request& request) {
  stage.faults.set(fault_plan(object_of(request)));
  return answer(json::object());
}

Response clock(Stage& stage, const Request& request) {
  stage.clock_offset += object_of(request).value("advance_ms", std::int64_t{0});
  return answer({{"now", stage.now()}});
}

Response people(const Stage& stage) {
  json persons = json::array(), groups = json::array();
  for (const Person& person : stage.world.persons) {
    persons.push_back({{"key", person.key}, {"name", person.name}, {"zalo_user_id", person.zalo_user_id},
                       {"facebook_psid", person.facebook_psid}, {"unit", person.unit}, {"note", person.note}});
  }
  for (const Group& group : stage.world.groups) groups.push_back({{"id", group.id}, {"name", group.name}});
  return answer({{"persons", std::move(persons)}, {"groups", std::move(groups)}});
}

Response webhook_stats(const CourierStats& stats) {
  return answer({{"attempts", stats.attempts},
                 {"delivered", stats.delivered},
                 {"waiting", stats.waiting},
                 {"given_up", stats.given_up}});
}

Response routed(Stage& stage, const CourierStats& webhooks, const Request& request) {
  const bool get = request.method == "GET", post = request.method == "POST";
  if (request.path == "/sandbox/say" && post) return say(stage, request);
  if (request.path == "/sandbox/record") return record(stage, request);
  if (request.path == "/sandbox/faults" && post) return faults(stage, request);
  if (request.path == "/sandbox/clock" && post) return clock(stage, request);
  if (request.path == "/sandbox/webhooks" && get) return webhook_stats(webhooks);
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
