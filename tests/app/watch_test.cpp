// nhipcau alarms, and what the doctor asks of the server.
#include "outside.hpp"

#include "storage/alarms.hpp"
#include "storage/watch.hpp"

using namespace outside_test;

TEST_CASE("alarms are listed with what to do, and ended by hand") {
  Place place;
  CHECK(place.said({{"command", "alarms"}}) == "Nothing is wrong that the watch knows of.\n");
  place.database->write([&](storage::Session& session) {
    storage::alarms::raise(session, {"zalo", "60", "stopped", "zalo -224: OA package too small", place.now});
    storage::alarms::raise(session, {"zalo", "", "silent", "", place.now});
  });
  const auto text = place.said({{"command", "alarms"}});
  CHECK(text.find("nhipcau resume --channel zalo --account 60") != std::string::npos);
  CHECK(text.find("-224") != std::string::npos);
  CHECK(place.said({{"command", "alarms"}, {"clear", "zalo"}}) == "ended 2\n");
  CHECK(place.ask({{"command", "alarms"}, {"clear", "zalo"}}).at("status") == 1);
}

TEST_CASE("the state names accounts, tokens, the last event and the alarms") {
  Place place;
  auto state = json::parse(place.said({{"command", "state"}}));
  CHECK(state.at("accounts") == json::array({{{"channel", "zalo"}, {"account", "60"}, {"token", "none"}}}));
  CHECK(state.at("heard") == json::array({{{"channel", "zalo"}}}));
  place.said({{"command", "connect finish"}, {"kind", "zalo_oa"}, {"access_token", "A"}, {"refresh_token", "R"}});
  place.database->write([&](storage::Session& session) {
    storage::set_channel_seen(session, "zalo", place.now - 60'000);
    storage::alarms::raise(session, {"zalo", "60", "token_old", "", place.now});
  });
  state = json::parse(place.said({{"command", "state"}}));
  CHECK(state.at("accounts")[0].at("token") == "good");
  CHECK(state.at("accounts")[0].at("renews") == true);
  CHECK(state.at("heard")[0].at("ago") == 60'000);
  CHECK(state.at("alarms")[0].at("kind") == "token_old");
}

TEST_CASE("the platforms are asked how the accounts are") {
  Place place;
  place.platform = [](const auto&, const json&) { return failed(-221); };
  const auto found = json::parse(place.said({{"command", "probe"}}));
  REQUIRE(found.size() == 1);
  CHECK(found[0].at("state") == "stop");
  CHECK(found[0].at("reason").get<std::string>().find("not verified") != std::string::npos);
}
