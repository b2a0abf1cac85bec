#include "adapters/sandbox/zalo_groups.hpp"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "adapters/sandbox/wire.hpp"
#include "adapters/sandbox/zalo_answers.hpp"
#include "adapters/sandbox/zalo_events.hpp"

namespace adapters::sandbox {
namespace {

using http::Request;
using http::Response;
using nlohmann::json;

constexpr std::size_t members_a_call = 99;
constexpr std::int64_t window = 7 * 24 * 3'600'000LL;

bool holds(const std::vector<std::string>& list, const std::string& id) { return std::find(list.begin(), list.end(), id) != list.end(); }

// "gmf50" → 50.
std::size_t most_members(const std::string& product) {
  std::size_t most = 0;
  std::from_chars(product.data() + std::min<std::size_t>(3, product.size()), product.data() + product.size(), most);
  return most;
}

GroupLicence* licence(Stage& stage, const std::string& id) {
  auto& all = stage.world.zalo.licences;
  const auto found = std::find_if(all.begin(), all.end(), [&](const GroupLicence& one) { return one.id == id; });
  return found == all.end() ? nullptr : &*found;
}

GroupLicence& free_licence(Stage& stage, const std::string& id) {
  GroupLicence* found = licence(stage, id);
  if (!found) throw ZaloRefused{-201, "asset_id is invalid"};
  if (!found->used_by.empty()) throw ZaloRefused{-238};
  return *found;
}

struct Named { Chat& chat; Group& group; };
Named named_group(Stage& stage, const json& body) {
  Chat* chat = stage.chats.group(id_of(body, "group_id"));
  Group* group = chat && chat->on == Platform::zalo && !chat->deleted ? stage.group_of(*chat) : nullptr;
  if (!group) throw ZaloRefused{-403};
  return {*chat, *group};
}

std::vector<std::string> users_of(const json& body) {
  std::vector<std::string> ids;
  const json& list = member(body, "member_user_ids");
  if (!list.is_array() || list.empty() || list.size() > members_a_call) throw ZaloRefused{-201, "member_user_ids is invalid"};
  for (const json& id : list) {
    if (!id.is_string()) throw ZaloRefused{-201, "member_user_ids is invalid"};
    ids.push_back(id);
  }
  return ids;
}

// Follows the OA or wrote to it within seven days.
const Person& invitable(Stage& stage, const std::string& id) {
  const Chat* chat = stage.chats.direct(Platform::zalo, id);
  if (!chat) throw ZaloRefused{-213};
  if (chat->blocked) throw ZaloRefused{-217};
  if (chat->last_interaction == 0 || stage.now() - chat->last_interaction > window) throw ZaloRefused{-232};
  return *chat->person;
}

void check_room(Stage& stage, const Group& group, std::size_t more) {
  const GroupLicence* own = licence(stage, group.asset_id);
  if (own && group.members.size() + more > most_members(own->product)) throw ZaloRefused{-210, "group exceeds its members limit"};
}

void tell(Stage& stage, const Chat& chat, const char* event, const std::vector<std::string>& users) {
  stage.post(zalo_group_event(stage.world.zalo, chat, event, users, stage.moment()));
}

// All or nobody: nobody is added before every one was looked at.
void add_all(Stage& stage, Chat& chat, const std::vector<std::string>& ids, const char* event) {
  std::vector<const Person*> persons;
  for (const std::string& id : ids) persons.push_back(&invitable(stage, id));
  for (const Person* person : persons) stage.set_member(chat, *person, true);
  tell(stage, chat, event, ids);
}

Response with_group(Stage& stage, const Request& request, void (*change)(Stage&, Named, const json&)) try {
  const json body = body_of(request);
  change(stage, named_group(stage, body), body);
  return zalo_done();
} catch (const ZaloRefused& refused) {
  return zalo_refusal(refused);
}

void need_waiting(const Group& group, const std::vector<std::string>& ids) {
  for (const std::string& id : ids) {
    if (!holds(group.waiting, id)) throw ZaloRefused{-201, "user did not ask to join"};
  }
}

void need_members(const Group& group, const std::vector<std::string>& ids) {
  for (const std::string& id : ids) {
    if (!holds(group.members, id)) throw ZaloRefused{-201, "user is not a member of group"};
  }
}

}  // namespace

Response zalo_group_answer(const Stage& stage, const Group& group) {
  const auto& all = stage.world.zalo.licences;
  const auto own = std::find_if(all.begin(), all.end(), [&](const GroupLicence& one) { return one.id == group.asset_id; });
  json asset = json::object();
  if (own != all.end())
    asset = {{"asset_id", own->id}, {"product_type", own->product}, {"valid_through", own->valid_through}, {"auto_renew", "false"}};
  const std::size_t most = own == all.end() ? 1'000 : most_members(own->product);
  return zalo_ok({{"group_info",
                   {{"group_id", group.id}, {"name", group.name}, {"group_description", group.description}, {"avatar", ""},
                    {"total_member", group.members.size() + 1}, {"max_member", std::to_string(most)},
                    {"status", group.lapsed ? "disabled" : "enabled"}, {"group_link", "https://zalo.me/g/" + group.id}}},
                  {"asset_info", asset},
                  {"group_setting", {{"lock_send_msg", false}, {"join_appr", group.approves}, {"enable_msg_history", true}, {"enable_link_join", true}}}});
}

// {"quota_owner":"OA","product_type":"gmf50"?,"quota_type":"sub_quota"?} → [{product_type,quota_type,asset_id,…}]
Response zalo_group_quota(Stage& stage, const Request& request) {
  const json body = body_of(request);
  if (string_of(body, "quota_owner") != "OA" && string_of(body, "quota_owner") != "APP")
    return zalo_error(-201, "quota_owner is invalid");
  const std::string product = string_of(body, "product_type");
  json list = json::array();
  for (const GroupLicence& one : stage.world.zalo.licences) {
    if (!product.empty() && one.product != product) continue;
    list.push_back({{"product_type", one.product}, {"quota_type", "sub_quota"}, {"asset_id", one.id},
                    {"valid_through", one.valid_through}, {"auto_renew", false},
                    {"status", one.used_by.empty() ? "available" : "used"}, {"used_id", one.used_by}});
  }
  return zalo_ok(list);
}

Response zalo_group_create(Stage& stage, const Request& request) try {
  const json body = body_of(request);
  const std::string name = string_of(body, "group_name");
  if (name.empty()) throw ZaloRefused{-201, "group_name is invalid"};
  const std::vector<std::string> ids = users_of(body);
  std::vector<std::string> admins;
  for (const std::string& id : ids) {
    if (invitable(stage, id).oa_admin) admins.push_back(id);
  }
  if (admins.empty()) throw ZaloRefused{-201, "member_user_ids must have at least one admin of OA"};
  GroupLicence& asset = free_licence(stage, id_of(body, "asset_id"));
  if (ids.size() > most_members(asset.product)) throw ZaloRefused{-210, "group exceeds its members limit"};
  Group group{"f5" + stage.object_id() + "000", name, ids, false, false, string_of(body, "group_description"), asset.id, {}};
  asset.used_by = group.id;
  const Group& kept = stage.world.groups.emplace_back(std::move(group));
  stage.chats.open_group(kept);
  tell(stage, *stage.chats.group(kept.id), "create_group", {});
  tell(stage, *stage.chats.group(kept.id), "user_join_group", ids);
  return zalo_ok({{"group_id", kept.id}, {"group_link", "https://zalo.me/g/" + kept.id}, {"name", kept.name}, {"avatar", ""},
                  {"total_member", kept.members.size() + 1}, {"status", "enabled"}});
} catch (const ZaloRefused& refused) {
  return zalo_refusal(refused);
}

Response zalo_group_update(Stage& stage, const Request& request) try {
  const json body = body_of(request);
  const Named named = named_group(stage, body);
  if (const std::string name = string_of(body, "group_name"); !name.empty()) named.group.name = name;
  if (body.contains("group_description")) named.group.description = string_of(body, "group_description");
  if (member(body, "join_appr").is_boolean()) named.group.approves = body["join_appr"];
  tell(stage, named.chat, "update_group_info", {});
  return zalo_group_answer(stage, named.group);
} catch (const ZaloRefused& refused) {
  return zalo_refusal(refused);
}

Response zalo_group_licence(Stage& stage, const Request& request) try {
  const json body = body_of(request);
  const Named named = named_group(stage, body);
  GroupLicence& next = free_licence(stage, id_of(body, "asset_id"));
  if (most_members(next.product) < named.group.members.size()) throw ZaloRefused{-210, "group exceeds its members limit"};
  if (GroupLicence* old = licence(stage, named.group.asset_id)) old->used_by.clear();
  next.used_by = named.group.id;
  named.group.asset_id = next.id;
  named.group.lapsed = false;
  tell(stage, named.chat, "update_group_info", {});
  return zalo_group_answer(stage, named.group);
} catch (const ZaloRefused& refused) {
  return zalo_refusal(refused);
}

Response zalo_group_invite(Stage& stage, const Request& request) {
  return with_group(stage, request, [](Stage& on, Named named, const json& body) {
    if (named.group.lapsed) throw ZaloRefused{-237};
    const auto ids = users_of(body);
    check_room(on, named.group, ids.size());
    add_all(on, named.chat, ids, "user_join_group");
  });
}

Response zalo_group_accept(Stage& stage, const Request& request) {
  return with_group(stage, request, [](Stage& on, Named named, const json& body) {
    const auto ids = users_of(body);
    need_waiting(named.group, ids);
    check_room(on, named.group, ids.size());
    for (const std::string& id : ids) on.set_member(named.chat, *on.chats.zalo_person(id), true);
    tell(on, named.chat, "accept_request_join_group", ids);
  });
}

Response zalo_group_reject(Stage& stage, const Request& request) {
  return with_group(stage, request, [](Stage& on, Named named, const json& body) {
    const auto ids = users_of(body);
    need_waiting(named.group, ids);
    auto& waiting = named.group.waiting;
    waiting.erase(std::remove_if(waiting.begin(), waiting.end(), [&](const std::string& id) { return holds(ids, id); }), waiting.end());
    tell(on, named.chat, "reject_request_join_group", ids);
  });
}

Response zalo_group_remove(Stage& stage, const Request& request) {
  return with_group(stage, request, [](Stage& on, Named named, const json& body) {
    const auto ids = users_of(body);
    need_members(named.group, ids);
    for (const std::string& id : ids) {
      if (const Person* person = on.chats.zalo_person(id)) on.set_member(named.chat, *person, false);
    }
    tell(on, named.chat, "user_out_group", ids);
  });
}

Response zalo_group_add_admins(Stage& stage, const Request& request) {
  return with_group(stage, request, [](Stage& on, Named named, const json& body) {
    const auto ids = users_of(body);
    need_members(named.group, ids);
    for (const std::string& id : ids) {
      if (!holds(named.group.admins, id)) named.group.admins.push_back(id);
    }
    tell(on, named.chat, "add_group_admin", ids);
  });
}

Response zalo_group_remove_admins(Stage& stage, const Request& request) {
  return with_group(stage, request, [](Stage& on, Named named, const json& body) {
    const auto ids = users_of(body);
    auto& admins = named.group.admins;
    admins.erase(std::remove_if(admins.begin(), admins.end(), [&](const std::string& id) { return holds(ids, id); }), admins.end());
    tell(on, named.chat, "remove_group_admin", ids);
  });
}

Response zalo_group_delete(Stage& stage, const Request& request) {
  return with_group(stage, request, [](Stage& on, Named named, const json&) {
    if (GroupLicence* own = licence(on, named.group.asset_id)) own->used_by.clear();
    named.group.deleted = named.chat.deleted = true;
    tell(on, named.chat, "delete_group", {});
  });
}

}  // namespace adapters::sandbox
