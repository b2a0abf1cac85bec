// nhipcau group: what is asked of the platform, and what is said about its answers.
#include "outside.hpp"

#include "bot/engine/sealed_token.hpp"
#include "bot/language/text.hpp"

using namespace outside_test;

namespace {

std::vector<std::string> people(int count) {
  std::vector<std::string> ids;
  for (int i = 0; i < count; ++i) ids.push_back("u" + std::to_string(i));
  return ids;
}

json members_page(const http::ClientRequest& request, int total) {
  const auto offset = std::stoi(request.url.substr(request.url.find("offset=") + 7));
  json rows = json::array();
  for (int i = offset; i < std::min(offset + 50, total); ++i) rows.push_back({{"user_id", "m" + std::to_string(i)}, {"name", "Người " + std::to_string(i)}});
  return done({{"members", rows}, {"total", total}});
}

}  // namespace

TEST_CASE("licences and groups are shown as tables") {
  Place place;
  place.platform = [](const auto& request, const json&) {
    if (ends_with(request.url, "/quota/group"))
      return done(json::array({{{"product_type", "gmf50"}, {"asset_id", "a1"}, {"valid_through", "31/12/2026"}, {"status", "available"}}}));
    return done({{"groups", json::array({{{"group_id", "g1"}, {"name", "Tổ 3"}, {"total_member", 12}, {"status", "enabled"}}})}, {"total", 1}});
  };
  CHECK(place.group("assets").at("output") == "asset  product  members  valid until  status     group\na1     gmf50    50       2026-12-31   available  \n");
  CHECK(place.group("list").at("output") == "group  members  status   name\ng1     12       enabled  Tổ 3\n");
  CHECK(http::find_header(place.asked[0].headers, "access_token") == "token-1");
}

TEST_CASE("members are fetched page by page") {
  Place place;
  place.platform = [](const auto& request, const json&) { return members_page(request, 120); };
  const auto text = place.group("members", {{"group", "g1"}}).at("output").get<std::string>();
  CHECK(std::count(text.begin(), text.end(), '\n') == 121);
  CHECK(place.asked.size() == 3);
}

TEST_CASE("invitations go in parts, who is in already is left out, who is refused keeps nobody out") {
  Place place;
  std::vector<std::size_t> parts;
  place.platform = [&](const auto& request, const json& body) -> json {
    if (ends_with(request.url, "/listmember")) return done({{"members", {{{"user_id", "u0"}, {"name", "A"}}}}, {"total", 1}});
    const auto ids = body.at("member_user_ids").template get<std::vector<std::string>>();
    parts.push_back(ids.size());
    return std::find(ids.begin(), ids.end(), "u150") == ids.end() ? done() : failed(-213);
  };
  const auto answer = place.group("invite", {{"group", "g1"}, {"members", people(201)}});
  CHECK(answer.at("status") == 1);
  const auto text = answer.at("output").get<std::string>();
  CHECK_THAT(text, Catch::StartsWith("invited: 199 of 200\n"));
  CHECK(text.find("u150") != std::string::npos);
  CHECK(text.find("-213") != std::string::npos);
  REQUIRE(parts.size() == 2 + 99 + 1);  // the part with the one refused is tried one by one
  CHECK(parts[0] == 99);
  CHECK(parts.back() == 2);
}

TEST_CASE("whatever asks to wait ends the list, and the rest is named") {
  Place place;
  int calls = 0;
  place.platform = [&](const auto&, const json&) { return ++calls == 1 ? done() : failed(-32); };
  const auto answer = place.group("accept", {{"group", "g1"}, {"members", people(250)}});
  CHECK(answer.at("status") == 1);
  const auto text = answer.at("output").get<std::string>();
  CHECK_THAT(text, Catch::StartsWith("accepted: 99 of 250\n"));
  CHECK(text.find("not tried") != std::string::npos);
  CHECK(calls == 2);
}

TEST_CASE("a run of invitations can be kept small") {
  Place place;
  place.platform = [](const auto& request, const json&) { return ends_with(request.url, "/listmember") ? done({{"members", json::array()}, {"total", 0}}) : done(); };
  const auto text = place.group("invite", {{"group", "g1"}, {"members", people(30)}, {"at_most", 20}}).at("output").get<std::string>();
  CHECK_THAT(text, Catch::StartsWith("invited: 20 of 20\n"));
  CHECK(text.find("10 more are left") != std::string::npos);
}

TEST_CASE("a unit's people are invited by their accounts") {
  Place place;
  const auto province = place.database->write([&](storage::Session& session) { return sample::seed(session, place.now); });
  place.outside->channels[0].name = sample::zalo_channel;
  place.outside->channels[0].accounts[0].id = province.oa_id;
  std::size_t invited = 0;
  place.platform = [&](const auto& request, const json& body) {
    if (ends_with(request.url, "/listmember")) return done({{"members", json::array()}, {"total", 0}});
    invited += body.at("member_user_ids").size();
    return done();
  };
  CHECK(place.group("invite", {{"group", "g1"}, {"unit", province.root_unit}}).at("status") == 0);
  CHECK(invited > 100);
  CHECK(place.group("invite", {{"group", "g1"}, {"unit", 99'999}}).at("error") == "There is no unit 99999; `nhipcau unit list` shows them.");
}

TEST_CASE("a group is made with its first members, the others are invited") {
  Place place;
  json created;
  place.platform = [&](const auto& request, const json& body) {
    if (!ends_with(request.url, "/creategroupwithoa")) return done();
    created = body;
    return done({{"group_id", "g9"}, {"name", "Tổ 3"}, {"group_link", "https://zalo.me/g/x"}, {"total_member", 99}});
  };
  const auto text = place.group("create", {{"name", "Tổ 3"}, {"asset", "a1"}, {"members", people(120)}}).at("output").get<std::string>();
  CHECK(created.at("member_user_ids").size() == 99);
  CHECK(text.find("link: https://zalo.me/g/x\n") != std::string::npos);
  CHECK(text.find("invited: 21 of 21\n") != std::string::npos);
}

TEST_CASE("a refusal of the platform is one sentence with its reason") {
  struct Row { int code; std::string part; };
  for (const auto& row : {Row{-224, "package"}, Row{-237, "group expired"}, Row{-32, "try again"}, Row{-238, "The platform refused"}}) {
    Place place;
    place.platform = [&](const auto&, const json&) { return failed(row.code); };
    const auto answer = place.group("show", {{"group", "g1"}});
    CHECK(answer.at("status") == 1);
    INFO(answer.dump());
    CHECK(answer.at("error").get<std::string>().find(row.part) != std::string::npos);
  }
}

TEST_CASE("an ended token is renewed once, stored, and the call is made again") {
  Place place;
  place.platform = [](const auto& request, const json&) -> json {
    if (ends_with(request.url, "/v4/oa/access_token")) return {{"access_token", "token-2"}, {"refresh_token", "refresh-2"}, {"expires_in", "90000"}};
    if (http::find_header(request.headers, "access_token") != "token-2") return failed(-216);
    return done({{"groups", json::array()}, {"total", 0}});
  };
  CHECK(place.group("list").at("output") == "This account has no groups.\n");
  CHECK(place.asked.size() == 3);
  CHECK(place.group("list").at("status") == 0);
  CHECK(place.asked.size() == 4);  // the new pair was stored
}

TEST_CASE("a token that cannot be renewed asks for consent") {
  Place place;
  place.platform = [](const auto&, const json&) { return failed(-216); };
  const auto answer = place.group("list");
  CHECK(answer.at("error").get<std::string>().find("nhipcau connect") != std::string::npos);
  CHECK(answer.dump().find("token-1") == std::string::npos);
}

TEST_CASE("what is missing or unknown is said before anything is asked") {
  Place place;
  place.platform = [](const auto&, const json&) { return done(); };
  for (const auto& [what, more] : std::vector<std::pair<std::string, json>>{{"show", json::object()},
                                                                             {"invite", {{"group", "g"}}},
                                                                             {"create", {{"asset", "a"}, {"members", {"u"}}}},
                                                                             {"create", {{"name", "n"}, {"members", {"u"}}}},
                                                                             {"create", {{"name", "n"}, {"asset", "a"}}},
                                                                             {"dissolve", {{"group", "g"}}},
                                                                             {"dance", json::object()}})
    CHECK(place.group(what, more).at("status") == 2);
  CHECK(place.asked.empty());
  CHECK(place.group("list", {{"channel", "other"}}).at("status") == 1);
  CHECK(place.group("dissolve", {{"group", "g"}, {"yes", true}}).at("output") == "dissolved g\n");
  place.outside.reset();
  CHECK(place.group("list").at("status") == 1);
}
