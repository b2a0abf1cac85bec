// GMF groups on Zalo: licences, a new group, members, settings, end, and the webhooks each step brings.
#include "adapters/sandbox/zalo_api.hpp"

#include <catch2/catch.hpp>

#include "adapters/sandbox/persons.hpp"
#include "tests/sandbox/world_of_tests.hpp"

using namespace sandbox_tests;

namespace {

const std::string root = "/v3.0/oa/group/", pan = "7710000000000000001", my = "7710000000000000002", ton = "7710000000000000003";
const std::string whole = "f4000000000000000001";

json answer(Fixture& fixture, const Request& request) { return json::parse(sandbox::zalo_answer(fixture.stage, request)->body); }

json change(Fixture& fixture, const std::string& what, const json& users, const std::string& id = whole) {
  return answer(fixture, zalo("POST", root + what, {{"group_id", id}, {"member_user_ids", users}}));
}

json new_group(const json& users, const std::string& asset = "asset-10") {
  return {{"group_name", "Tổ may 1"}, {"group_description", "Nhóm thử"}, {"asset_id", asset}, {"member_user_ids", users}};
}

json read(Fixture& fixture, const std::string& what, const std::string& id) {
  Request request = zalo("GET", root + what);
  request.query = {{"group_id", id}, {"offset", "0"}, {"count", "50"}};
  return answer(fixture, request);
}

}  // namespace

TEST_CASE("zalo groups: a new one needs a name, a free licence and an administrator among its members") {
  struct Row { std::string what; json body; int error; };
  const std::vector<Row> rows{{"good", new_group({pan}), 0},
                              {"no administrator", new_group({my}), -201},
                              {"nobody", new_group(json::array()), -201},
                              {"unknown licence", new_group({pan}, "asset-9"), -201},
                              {"stranger", new_group({pan, "7719999999999999999"}), -213},
                              {"no name", {{"asset_id", "asset-10"}, {"member_user_ids", {pan}}}, -201}};
  for (const Row& row : rows) {
    INFO(row.what);
    Fixture fixture;
    fixture.stage.chats.direct(sandbox::Platform::zalo, my)->last_interaction = start;
    const json said = answer(fixture, zalo("POST", root + "creategroupwithoa", row.body));
    CHECK(said["error"] == row.error);
    CHECK(fixture.posted.size() == (row.error == 0 ? 2U : 0U));
  }
}

TEST_CASE("zalo groups: from the licence to the end") {
  Fixture fixture;
  const json before = answer(fixture, zalo("POST", "/v3.0/oa/quota/group", {{"quota_owner", "OA"}, {"product_type", "gmf10"}}))["data"];
  REQUIRE(before.size() == 1);
  CHECK(before[0]["status"] == "available");

  const json made = answer(fixture, zalo("POST", root + "creategroupwithoa", new_group({pan})))["data"];
  const std::string id = made["group_id"];
  CHECK(made["total_member"] == 2);
  CHECK(fixture.posted_json(0)["event_name"] == "create_group");
  CHECK_FALSE(fixture.posted_json(0).contains("users"));
  CHECK(fixture.posted_json(1)["event_name"] == "user_join_group");
  CHECK(answer(fixture, zalo("POST", root + "creategroupwithoa", new_group({pan})))["error"] == -238);
  CHECK(answer(fixture, zalo("POST", "/v3.0/oa/group/message", {{"recipient", {{"group_id", id}}}, {"message", {{"text", "Chào"}}}}))["error"] == 0);

  const json info = read(fixture, "getgroup", id)["data"];
  CHECK(info["group_info"]["max_member"] == "10");
  CHECK(info["asset_info"]["asset_id"] == "asset-10");
  const json renamed = answer(fixture, zalo("POST", root + "updateinfo", {{"group_id", id}, {"group_name", "Tổ may 2"}, {"join_appr", true}}));
  CHECK(renamed["data"]["group_info"]["name"] == "Tổ may 2");
  CHECK(renamed["data"]["group_setting"]["join_appr"] == true);
  CHECK(answer(fixture, zalo("POST", root + "updateasset", {{"group_id", id}, {"asset_id", "asset-50"}}))["data"]["group_info"]["max_member"] == "50");

  CHECK(answer(fixture, zalo("POST", root + "delete", {{"group_id", id}}))["error"] == 0);
  CHECK(fixture.posted_json(fixture.posted.size() - 1)["event_name"] == "delete_group");
  CHECK(read(fixture, "getgroup", id)["error"] == -403);
  CHECK(answer(fixture, zalo("POST", root + "creategroupwithoa", new_group({pan}, "asset-50")))["error"] == 0);   // the licence is free again
}

TEST_CASE("zalo groups: who may be invited, who asked, who is out") {
  Fixture fixture;
  CHECK(change(fixture, "invite", {my})["error"] == -232);                  // last wrote eight days ago
  CHECK(change(fixture, "invite", {ton})["error"] == -232);                 // never wrote
  fixture.stage.chats.direct(sandbox::Platform::zalo, ton)->last_interaction = start;
  CHECK(change(fixture, "invite", {ton})["error"] == 0);
  CHECK(fixture.posted_json(0)["event_name"] == "user_join_group");
  CHECK(read(fixture, "listmember", whole)["data"]["total"] == 4);

  CHECK(change(fixture, "addadmins", {ton})["error"] == 0);
  CHECK(fixture.posted_json(1)["event_name"] == "add_group_admin");
  CHECK(change(fixture, "removeadmins", {ton})["error"] == 0);
  CHECK(change(fixture, "removemembers", {ton})["error"] == 0);
  CHECK(fixture.posted_json(3)["event_name"] == "user_out_group");
  CHECK(change(fixture, "removemembers", {ton})["error"] == -201);

  fixture.stage.world.groups[0].approves = true;
  sandbox::join(fixture.stage, *fixture.stage.chats.group(whole), *fixture.stage.chats.person("ton"), true);
  CHECK(fixture.posted_json(4)["event_name"] == "user_request_join_group");
  CHECK(read(fixture, "listpendinginvite", whole)["data"]["members"][0]["user_id"] == ton);
  CHECK(change(fixture, "acceptpendinginvite", {my})["error"] == -201);
  CHECK(change(fixture, "acceptpendinginvite", {ton})["error"] == 0);
  CHECK(fixture.posted_json(5)["event_name"] == "accept_request_join_group");
  CHECK(read(fixture, "listpendinginvite", whole)["data"]["total"] == 0);
  CHECK(change(fixture, "invite", json::array())["error"] == -201);
  CHECK(change(fixture, "invite", {ton}, "f9")["error"] == -403);
}
