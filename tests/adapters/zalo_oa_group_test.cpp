// Zalo OA: administration of GMF groups, exact requests and mixed types in the answers.
#include <catch2/catch.hpp>

#include "adapters/group_admin.hpp"
#include "adapters/zalo_oa/zalo_oa.hpp"
#include "tests/adapters/outcomes.hpp"

using namespace adapters;

namespace {

constexpr std::int64_t now = 1'790'000'012'345;
const Credentials credentials{"token", "", 0};

struct Admin {
  std::unique_ptr<Channel> channel = make_zalo_oa({});
  const GroupAdmin* operator->() const { return channel->group_admin(); }
};
std::string post(const std::string& path, const std::string& body) {
  return "POST https://openapi.zalo.me/v3.0/oa/" + path + "\nContent-Type: application/json\naccess_token: token\n\n" + body;
}
std::string get(const std::string& path) { return "GET https://openapi.zalo.me/v3.0/oa/group/" + path + "\naccess_token: token\n\n"; }
http::ClientResponse done(const std::string& data) { return {200, {}, R"({"error":0,"message":"Success","data":)" + data + "}"}; }
http::ClientResponse refused(int error) { return {200, {}, R"({"error":)" + std::to_string(error) + "}"}; }

}  // namespace

TEST_CASE("Zalo groups: each call") {
  const Admin admin;
  CHECK(wire(admin->assets(credentials)) == post("quota/group", R"({"quota_owner":"OA"})"));
  CHECK(wire(admin->create({"Công đoàn A", "Tổ 1", "as1", {"771", "772"}}, credentials)) ==
        post("group/creategroupwithoa", R"({"group_name":"Công đoàn A","group_description":"Tổ 1","asset_id":"as1","member_user_ids":["771","772"]})"));
  CHECK(wire(admin->create({"A", "", "as1", {"771"}}, credentials)) == post("group/creategroupwithoa", R"({"group_name":"A","asset_id":"as1","member_user_ids":["771"]})"));
  CHECK(wire(admin->group("f4&0", credentials)) == get("getgroup?group_id=f4%260"));
  CHECK(wire(admin->rename("f40", "B", "", credentials)) == post("group/updateinfo", R"({"group_id":"f40","group_name":"B"})"));
  CHECK(wire(admin->rename("f40", "", "x", credentials)) == post("group/updateinfo", R"({"group_id":"f40","group_description":"x"})"));
  CHECK(wire(admin->change_asset("f40", "as2", credentials)) == post("group/updateasset", R"({"group_id":"f40","asset_id":"as2"})"));
  CHECK(wire(admin->groups(5, 10, credentials)) == get("getgroupsofoa?offset=5&count=10"));
  CHECK(wire(admin->members("f40", 0, 50, credentials)) == get("listmember?group_id=f40&offset=0&count=50"));
  CHECK(wire(admin->waiting("f40", 0, 50, credentials)) == get("listpendinginvite?group_id=f40&offset=0&count=50"));
  CHECK(wire(admin->dissolve("f40", credentials)) == post("group/delete", R"({"group_id":"f40"})"));
  CHECK(admin->members_a_call() == 99);
}

TEST_CASE("Zalo groups: each change of members") {
  const Admin admin;
  const std::vector<std::pair<GroupChange, std::string>> table = {{GroupChange::invite, "invite"}, {GroupChange::accept, "acceptpendinginvite"},
      {GroupChange::reject, "rejectpendinginvite"}, {GroupChange::remove, "removemembers"}, {GroupChange::add_admins, "addadmins"},
      {GroupChange::remove_admins, "removeadmins"}};
  for (const auto& [change, path] : table)
    CHECK(wire(admin->change(change, "f40", {"771", "772"}, credentials)) == post("group/" + path, R"({"group_id":"f40","member_user_ids":["771","772"]})"));
  CHECK(told(admin->read_change(http::ClientResponse{200, {}, R"({"error":0,"message":"Success"})"}, now), now) == "sent ");
  CHECK(told(admin->read_change(refused(-217), now), now) == "rejected");
  CHECK(told(admin->read_change(refused(-237), now), now) == "hold human");
  CHECK(told(admin->read_change(http::ClientFailure{true, "reset"}, now), now) == "unsure");
}

TEST_CASE("Zalo groups: assets") {
  const Admin admin;
  const auto assets = std::get<std::vector<GroupAsset>>(admin->read_assets(
      done(R"([{"product_type":"gmf50","quota_type":"sub_quota","asset_id":"as1","valid_through":"31/12/2026","auto_renew":true,"status":"available"},
               {"product_type":"gmf1000","asset_id":77,"valid_through":"","status":"used","used_id":"f40"},null])"), now));
  REQUIRE(assets.size() == 2);
  CHECK(assets[0].id == "as1");
  CHECK(assets[0].product == "gmf50");
  CHECK(assets[0].size == 50);
  CHECK(assets[0].valid_until == "2026-12-31");
  CHECK(assets[0].status == "available");
  CHECK(assets[1].id == "77");
  CHECK(assets[1].size == 1000);
  CHECK(assets[1].valid_until.empty());
  CHECK(assets[1].used_by == "f40");
  CHECK(told(std::get<Outcome>(admin->read_assets(refused(-224), now)), now) == "hold human stop");
  CHECK(told(std::get<Outcome>(admin->read_assets(done("{}"), now)), now) == "unsure");
}

TEST_CASE("Zalo groups: one group, as it is made and as it is read") {
  const Admin admin;
  const auto made = std::get<GroupInfo>(admin->read_group(
      done(R"({"group_id":"f40","group_link":"https://zalo.me/g/x","name":"Công đoàn A","total_member":"12","status":"enabled"})"), now));
  CHECK(made.id == "f40");
  CHECK(made.name == "Công đoàn A");
  CHECK(made.link == "https://zalo.me/g/x");
  CHECK(made.status == "enabled");
  CHECK(made.members == 12);
  const auto found = std::get<GroupInfo>(admin->read_group(
      done(R"({"group_info":{"group_id":"f41","name":"B","max_member":"50","total_member":3},"asset_info":{"auto_renew":"true"}})"), now));
  CHECK(found.id == "f41");
  CHECK(found.members == 3);
  CHECK(told(std::get<Outcome>(admin->read_group(done("{}"), now)), now) == "unsure");
  CHECK(told(std::get<Outcome>(admin->read_group(refused(-238), now)), now) == "rejected");
  CHECK(told(std::get<Outcome>(admin->read_group(refused(-241), now)), now) == "rejected");
  CHECK(told(std::get<Outcome>(admin->read_group(http::ClientResponse{200, {}, "<html>"}, now)), now) == "unsure");
}

TEST_CASE("Zalo groups: pages of groups and members") {
  const Admin admin;
  const auto groups = std::get<Page<GroupInfo>>(admin->read_groups(done(R"({"groups":[{"group_id":"f40","name":"A"}],"total":"7","group_count":1})"), now));
  CHECK(groups.total == 7);
  REQUIRE(groups.rows.size() == 1);
  CHECK(groups.rows[0].name == "A");
  const auto members = std::get<Page<GroupMember>>(admin->read_members(
      done(R"({"members":[{"oa_id":"607","name":"OA"},{"user_id":771,"name":"A"},{"user_id":"772"}],"total":3})"), now));
  REQUIRE(members.rows.size() == 3);
  CHECK(members.rows[0].ours);
  CHECK(members.rows[0].id == "607");
  CHECK_FALSE(members.rows[1].ours);
  CHECK(members.rows[1].id == "771");
  CHECK(members.rows[1].name == "A");
  CHECK(std::get<Page<GroupMember>>(admin->read_members(done(R"({"members":[]})"), now)).total == 0);
  CHECK(told(std::get<Outcome>(admin->read_members(done("[]"), now)), now) == "unsure");
  CHECK(told(std::get<Outcome>(admin->read_groups(refused(-32), now)), now) == "retry_at +27655");
}
