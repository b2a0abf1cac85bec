#include "adapters/sandbox/zalo_reads.hpp"

#include <algorithm>
#include <ctime>
#include <nlohmann/json.hpp>

#include "adapters/sandbox/wire.hpp"
#include "adapters/sandbox/zalo_answers.hpp"
#include "adapters/sandbox/zalo_groups.hpp"

namespace adapters::sandbox {
namespace {

using http::Request;
using http::Response;
using nlohmann::json;

constexpr std::size_t lines_a_page = 10, rows_a_page = 50;
constexpr std::int64_t vietnam = 7 * 3'600'000LL;               // UTC+7

std::string day(std::int64_t at) {
  const std::time_t seconds = static_cast<std::time_t>((at + vietnam) / 1'000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[16];
  std::strftime(text, sizeof text, "%d/%m/%Y", &parts);
  return text;
}

json profile(const Person& person, const Chat& chat) {
  return {{"user_id", chat.id},
          {"display_name", person.name},
          {"user_alias", ""},
          {"is_sensitive", false},
          {"user_is_follower", chat.last_interaction > 0},
          {"user_last_interaction_date", chat.last_interaction > 0 ? day(chat.last_interaction) : ""},
          {"avatar", ""},
          {"tags_and_notes_info", {{"notes", json::array()}}}};
}

json group_row(const Group& group) {
  return {{"group_id", group.id},
          {"name", group.name},
          {"total_member", group.members.size() + 1},
          {"max_member", "1000"},
          {"status", group.lapsed ? "disabled" : "enabled"},
          {"group_link", "https://zalo.me/g/" + group.id}};
}

// src 0 is the OA, 1 a person.
json said(const ZaloAccount& account, const Chat& chat, const Line& line) {
  const bool picture = !line.media.empty() && line.media[0].kind != "file";
  json row{{"src", line.from ? 1 : 0},
           {"time", line.at},
           {"type", picture ? "photo" : "text"},
           {"message", line.text},
           {"message_id", line.id},
           {"from_id", line.from ? line.from->zalo_user_id : account.oa_id},
           {"from_display_name", line.from ? line.from->name : account.oa_name},
           {"from_avatar", ""}};
  if (picture) row["url"] = line.media[0].url;
  if (chat.group) row["group_id"] = chat.id;
  else row["to_id"] = line.from ? account.oa_id : chat.id;
  return row;
}

// Latest first.
Response history(Stage& stage, const Chat* chat, std::size_t offset, std::size_t count) {
  if (!chat || chat->on != Platform::zalo || chat->deleted) return zalo_error(-201);
  json list = json::array();
  const std::size_t end = std::min(chat->lines.size(), offset + std::min(count, lines_a_page));
  for (std::size_t i = offset; i < end; ++i) list.push_back(said(stage.world.zalo, *chat, *(chat->lines.rbegin() + static_cast<std::ptrdiff_t>(i))));
  return zalo_ok(list);
}

// The last line of each chat, latest first.
Response latest(Stage& stage, std::vector<const Chat*> chats, std::size_t offset, std::size_t count) {
  chats.erase(std::remove_if(chats.begin(), chats.end(), [](const Chat* chat) { return !chat || chat->lines.empty(); }), chats.end());
  std::sort(chats.begin(), chats.end(), [](const Chat* a, const Chat* b) { return a->lines.back().at > b->lines.back().at; });
  json list = json::array();
  for (std::size_t i = offset; i < std::min(chats.size(), offset + std::min(count, lines_a_page)); ++i)
    list.push_back(said(stage.world.zalo, *chats[i], chats[i]->lines.back()));
  return zalo_ok(list);
}

json data_of(const Request& request) { return json::parse(query(request, "data"), nullptr, false); }

std::size_t count_in(const json& data, const char* key, std::size_t otherwise) {
  const json& value = member(data, key);
  return value.is_number_unsigned() ? value.get<std::size_t>() : otherwise;
}

const Chat* gmf_group(Stage& stage, const Request& request) {
  const Chat* chat = stage.chats.group(query(request, "group_id"));
  return chat && chat->on == Platform::zalo && !chat->deleted ? chat : nullptr;
}

json person_row(const Stage& stage, const std::string& id) {
  const Person* person = stage.chats.zalo_person(id);
  return {{"user_id", id}, {"name", person ? person->name : ""}, {"avatar", ""}};
}

}  // namespace

http::Response zalo_user_detail(Stage& stage, const Request& request) {
  const std::string id = id_of(data_of(request), "user_id");
  if (id.empty()) return zalo_error(-201, "user_id is invalid");
  const Chat* chat = stage.chats.direct(Platform::zalo, id);
  return chat ? zalo_ok(profile(*chat->person, *chat)) : zalo_error(-213);
}

http::Response zalo_user_list(Stage& stage, const Request& request) {
  const json data = data_of(request);
  const std::size_t offset = count_in(data, "offset", 0), count = std::min(count_in(data, "count", rows_a_page), rows_a_page);
  json users = json::array();
  std::size_t total = 0;
  for (const Person& person : stage.world.persons) {
    const Chat* chat = stage.chats.direct(Platform::zalo, person.zalo_user_id);
    if (!chat || chat->last_interaction == 0) continue;
    if (total++ >= offset && users.size() < count) users.push_back({{"user_id", chat->id}});
  }
  return zalo_ok({{"total", total}, {"count", users.size()}, {"offset", offset}, {"users", std::move(users)}});
}

http::Response zalo_oa_info(Stage& stage, const Request&) {
  const ZaloAccount& account = stage.world.zalo;
  const int error = stage.account(Platform::zalo).error;
  return zalo_ok({{"oa_id", account.oa_id}, {"name", account.oa_name}, {"is_verified", error != -221}, {"oa_type", 2},
                  {"package_name", error == -224 ? "Basic" : "Premium"}, {"num_follower", stage.world.persons.size()}});
}

http::Response zalo_group_info(Stage& stage, const Request& request) {
  const Chat* chat = gmf_group(stage, request);
  return chat ? zalo_group_answer(stage, *chat->group) : zalo_error(-403);
}

http::Response zalo_groups(Stage& stage, const Request& request) {
  std::vector<const Group*> all;
  for (const Group& group : stage.world.groups) {
    if (!group.with_bot && !group.deleted) all.push_back(&group);
  }
  const std::size_t offset = number(request, "offset", 0), count = std::min(number(request, "count", 5), rows_a_page);
  json list = json::array();
  for (std::size_t i = offset; i < std::min(all.size(), offset + count); ++i) list.push_back(group_row(*all[i]));
  return zalo_ok({{"groups", list}, {"total", all.size()}, {"group_count", list.size()}});
}

// The OA itself is a member, with oa_id instead of user_id.
http::Response zalo_group_members(Stage& stage, const Request& request) {
  const Chat* chat = gmf_group(stage, request);
  if (!chat) return zalo_error(-403);
  const auto& ids = chat->group->members;
  const std::size_t total = ids.size() + 1, offset = number(request, "offset", 0);
  const std::size_t end = std::min(total, offset + std::min(number(request, "count", rows_a_page), rows_a_page));
  json list = json::array();
  for (std::size_t i = offset; i < end; ++i) {
    if (i == 0) list.push_back({{"oa_id", stage.world.zalo.oa_id}, {"name", stage.world.zalo.oa_name}, {"avatar", ""}});
    else list.push_back(person_row(stage, ids[i - 1]));
  }
  return zalo_ok({{"members", list}, {"total", total}});
}

http::Response zalo_group_waiting(Stage& stage, const Request& request) {
  const Chat* chat = gmf_group(stage, request);
  if (!chat) return zalo_error(-403);
  const auto& ids = chat->group->waiting;
  const std::size_t offset = number(request, "offset", 0);
  json list = json::array();
  for (std::size_t i = offset; i < std::min(ids.size(), offset + std::min(number(request, "count", rows_a_page), rows_a_page)); ++i)
    list.push_back(person_row(stage, ids[i]));
  return zalo_ok({{"members", list}, {"total", ids.size()}});
}

http::Response zalo_group_history(Stage& stage, const Request& request) {
  return history(stage, stage.chats.group(query(request, "group_id")), number(request, "offset", 0),
                 number(request, "count", lines_a_page));
}

http::Response zalo_user_history(Stage& stage, const Request& request) {
  const json data = data_of(request);
  return history(stage, stage.chats.direct(Platform::zalo, id_of(data, "user_id")), count_in(data, "offset", 0),
                 count_in(data, "count", lines_a_page));
}

http::Response zalo_recent_chats(Stage& stage, const Request& request) {
  const json data = data_of(request);
  std::vector<const Chat*> chats;
  for (const Person& person : stage.world.persons) chats.push_back(stage.chats.direct(Platform::zalo, person.zalo_user_id));
  return latest(stage, std::move(chats), count_in(data, "offset", 0), count_in(data, "count", lines_a_page));
}

http::Response zalo_group_recent(Stage& stage, const Request& request) {
  std::vector<const Chat*> chats;
  for (const Group& group : stage.world.groups) {
    if (!group.with_bot && !group.deleted) chats.push_back(stage.chats.group(group.id));
  }
  return latest(stage, std::move(chats), number(request, "offset", 0), number(request, "count", 5));
}

}  // namespace adapters::sandbox
