#include "adapters/sandbox/zalo_reads.hpp"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "adapters/sandbox/zalo_answers.hpp"

namespace adapters::sandbox {
namespace {

using http::Request;
using http::Response;
using nlohmann::json;

std::string query(const Request& request, const std::string& key) {
  const auto found = request.query.find(key);
  return found == request.query.end() ? std::string() : found->second;
}

std::size_t number(const Request& request, const std::string& key, std::size_t otherwise) {
  const std::string text = query(request, key);
  std::size_t value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

json profile(const Person& person, const Chat& chat) {
  return {{"user_id", chat.id},
          {"display_name", person.name},
          {"user_alias", ""},
          {"is_sensitive", false},
          {"user_is_follower", chat.last_interaction > 0},
          {"avatar", ""},
          {"tags_and_notes_info", {{"notes", json::array()}}}};
}

json group_info(const Group& group) {
  return {{"group_id", group.id},
          {"name", group.name},
          {"total_member", group.members.size() + 1},
          {"max_member", "1000"},
          {"status", group.lapsed ? "disabled" : "enabled"},
          {"group_link", "https://zalo.me/g/" + group.id}};
}

// Latest first; src 0 is the OA, 1 a person.
Response history(Stage& stage, const Chat* chat, std::size_t offset, std::size_t count) {
  json list = json::array();
  if (!chat) return zalo_error(-201);
  for (auto line = chat->lines.rbegin(); line != chat->lines.rend() && list.size() < std::min<std::size_t>(count, 10);
       ++line) {
    if (offset > 0) { --offset; continue; }
    const ZaloAccount& account = stage.world.zalo;
    list.push_back({{"src", line->from ? 1 : 0},
                    {"time", line->at},
                    {"type", "text"},
                    {"message", line->text},
                    {"message_id", line->id},
                    {"from_id", line->from ? line->from->zalo_user_id : account.oa_id},
                    {"from_display_name", line->from ? line->from->name : account.oa_name},
                    {"from_avatar", ""}});
    if (chat->group) list.back()["group_id"] = chat->id;
    else list.back()["to_id"] = line->from ? account.oa_id : chat->id;
  }
  return zalo_ok(list);
}

}  // namespace

http::Response zalo_user_detail(Stage& stage, const Request& request) {
  const json data = json::parse(query(request, "data"), nullptr, false);
  const json id = data.is_object() ? data.value("user_id", json()) : json();
  if (!id.is_string()) return zalo_error(-201, "user_id is invalid");
  const Chat* chat = stage.chats.direct(Platform::zalo, id);
  return chat ? zalo_ok(profile(*chat->person, *chat)) : zalo_error(-213);
}

http::Response zalo_oa_info(Stage& stage, const Request&) {
  const ZaloAccount& account = stage.world.zalo;
  return zalo_ok({{"oa_id", account.oa_id}, {"name", account.oa_name}, {"is_verified", true}, {"oa_type", 2},
                  {"package_name", "Premium"}, {"num_follower", stage.world.persons.size()}});
}

http::Response zalo_group_info(Stage& stage, const Request& request) {
  const Chat* chat = stage.chats.group(query(request, "group_id"));
  return chat ? zalo_ok({{"group_info", group_info(*chat->group)}}) : zalo_error(-403);
}

http::Response zalo_groups(Stage& stage, const Request& request) {
  const auto& all = stage.world.groups;
  const std::size_t offset = number(request, "offset", 0),
                    count = std::min<std::size_t>(number(request, "count", 5), 50);
  json list = json::array();
  for (std::size_t i = offset; i < std::min(all.size(), offset + count); ++i) list.push_back(group_info(all[i]));
  return zalo_ok({{"groups", list}, {"total", all.size()}, {"group_count", list.size()}});
}

// The OA itself is a member, with oa_id instead of user_id.
http::Response zalo_group_members(Stage& stage, const Request& request) {
  const Chat* chat = stage.chats.group(query(request, "group_id"));
  if (!chat) return zalo_error(-403);
  const auto& ids = chat->group->members;
  const std::size_t total = ids.size() + 1, offset = number(request, "offset", 0);
  const std::size_t end = std::min(total, offset + std::min<std::size_t>(number(request, "count", 5), 50));
  json list = json::array();
  for (std::size_t i = offset; i < end; ++i) {
    if (i == 0) {
      list.push_back({{"oa_id", stage.world.zalo.oa_id}, {"name", stage.world.zalo.oa_name}, {"avatar", ""}});
      continue;
    }
    const Person* person = stage.chats.zalo_person(ids[i - 1]);
    list.push_back({{"user_id", ids[i - 1]}, {"name", person ? person->name : ""}, {"avatar", ""}});
  }
  return zalo_ok({{"members", list}, {"total", total}});
}

http::Response zalo_group_history(Stage& stage, const Request& request) {
  return history(stage, stage.chats.group(query(request, "group_id")), number(request, "offset", 0),
                 number(request, "count", 10));
}

http::Response zalo_user_history(Stage& stage, const Request& request) {
  const json data = json::parse(query(request, "data"), nullptr, false);
  if (!data.is_object() || !data.contains("user_id")) return zalo_error(-201);
  const json& id = data["user_id"];
  const std::string text = id.is_string() ? id.get<std::string>() : id.dump();
  return history(stage, stage.chats.direct(Platform::zalo, text), data.value("offset", 0U), data.value("count", 10U));
}

}  // namespace adapters::sandbox
