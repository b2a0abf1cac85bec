// Which events the rules see, and how.
#include <catch2/catch.hpp>

#include "bot/engine/events.hpp"

using adapters::EventType;
using Kind = trade_union::Incoming::Kind;

TEST_CASE("events the rules have no use for are other") {
  struct Row { EventType type; Kind kind; };
  for (const auto& row : {Row{EventType::message, Kind::message}, Row{EventType::button, Kind::button}, Row{EventType::referral, Kind::opened},
                          Row{EventType::group_join, Kind::group_join}, Row{EventType::seen, Kind::seen}, Row{EventType::delivered, Kind::delivered},
                          Row{EventType::ignored, Kind::other}, Row{EventType::reaction, Kind::other}, Row{EventType::comment, Kind::comment},
                          Row{EventType::profile, Kind::profile}, Row{EventType::erase_request, Kind::erase_request},
                          Row{EventType::staff_spoke, Kind::other}, Row{EventType::edited, Kind::other}})
    CHECK(engine::kind_of(row.type) == row.kind);
}

TEST_CASE("an event becomes what the rules read") {
  engine::ChannelSetup setup{.name = "zalo", .channel = nullptr, .accounts = {{"607", {}}}};
  adapters::Event event;
  event.type = EventType::message;
  event.account = "608";
  event.conversation = adapters::ConversationId{adapters::ConversationKind::group, "g1"};
  event.sender_id = "u1";
  event.text = "xin chào";
  event.at = 42;
  auto incoming = engine::incoming_of(event, setup, 99);
  CHECK(incoming.from.channel == "zalo");
  CHECK(incoming.from.account == "608");
  CHECK(incoming.from.group);
  CHECK(incoming.from.id == "g1");
  CHECK(incoming.sender_id == "u1");
  CHECK(incoming.text == "xin chào");
  CHECK(incoming.at == 42);
  CHECK_FALSE(engine::opens_window(incoming));

  SECTION("where the body names neither account nor time nor conversation") {
    event.account.clear();
    event.at.reset();
    event.conversation.reset();
    incoming = engine::incoming_of(event, setup, 99);
    CHECK(incoming.from.account == "607");
    CHECK(incoming.at == 99);
    CHECK_FALSE(incoming.from.group);
    CHECK(incoming.from.id == "u1");
    CHECK(engine::opens_window(incoming));
  }
}

TEST_CASE("a moment in the future is not believed, and what a person hands over is passed on") {
  engine::ChannelSetup setup{.name = "zalo", .channel = nullptr, .accounts = {{"607", {}}}};
  adapters::Event event;
  event.type = EventType::profile;
  event.id = "e7";
  event.sender_id = "u1";
  event.profile = {{"phone", "+84900000001"}};
  event.at = 5'000'000;
  auto incoming = engine::incoming_of(event, setup, 1'000'000);
  CHECK(incoming.at == 1'000'000);
  CHECK(incoming.profile.at("phone") == "+84900000001");
  CHECK(incoming.message_id.empty());
  CHECK_FALSE(engine::opens_window(incoming));
  event.at = 1'030'000;  // clocks differ a little
  event.type = EventType::message;
  incoming = engine::incoming_of(event, setup, 1'000'000);
  CHECK(incoming.at == 1'030'000);
  CHECK(incoming.message_id == "e7");
}
