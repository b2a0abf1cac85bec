// Bodies made to break a parser: nothing but events or BadBody may come of them.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "adapters/facebook/facebook.hpp"
#include "adapters/json.hpp"
#include "adapters/zalo_bot/zalo_bot.hpp"
#include "adapters/zalo_oa/zalo_oa.hpp"

using namespace adapters;

namespace {

const std::vector<std::string> samples = {
    R"({"app_id":"459","sender":{"id":"771","admin_id":"1"},"user_id":"3","follower":{"id":"4"},
        "recipient":{"id":"607"},"oa_id":"5","group_id":"6","users":[{"id":"7"}],
        "event_name":"user_send_text","message":{"text":"ảnh","msg_id":"96","msg_ids":["1"],"quote_msg_id":"95",
        "react_icon":"x","attachments":[{"type":"link",
        "payload":{"thumbnail":"t","url":"u","description":"{}","coordinates":{"latitude":"1"},"size":"1",
        "name":"n"}}]},
        "info":{"name":"n","phone":"0912","user_dob":"01/01/1990","full_address":{"user_city":"c"}},
        "timestamp":"1751100041636"})",
    R"({"object":"page","entry":[{"id":"100","time":1790000000123,"messaging":[{"sender":{"id":"7001"},
        "recipient":{"id":"100"},"timestamp":1790000000100,
        "message":{"mid":"m_1","text":"x",
        "is_echo":false,"is_deleted":false,"is_unsupported":false,"app_id":1,"metadata":"k",
        "quick_reply":{"payload":"p"},"reply_to":{"mid":"m_0"},"sticker_id":1,
        "attachments":[{"type":"image","payload":{"url":"u","sticker_id":1,"coordinates":{"lat":1}}}]}},
        {"postback":{"title":"t","payload":"p","referral":{"ref":"r"}}},{"referral":{"ref":"r"}},
        {"optin":{"ref":"r"}},{"delivery":{"mids":["m"],"watermark":1}},{"read":{"watermark":1}},
        {"reaction":{"action":"react","emoji":"e","mid":"m"}},{"message_edit":{"mid":"m","text":"t"}},
        {"field":"group_feed","message":"m","comment_id":"c"}],
        "standby":[{"message":{"mid":"m"}}],
        "changes":[{"field":"feed","value":{"item":"comment","verb":"add","post_id":"1","comment_id":"2",
        "parent_id":"3","from":{"id":"7","name":"A"},"message":"m","photo":"p",
        "photos":["q"],"created_time":1}}]}]})",
    R"({"ok":true,"result":[{"event_name":"message.image.received","message":{"from":{"id":"6e","display_name":"A",
        "is_bot":false},"chat":{"id":"6e","chat_type":"GROUP"},"text":"x","caption":"c","photo":"p","photo_url":"u","url":"v",
        "photos":[{"url":"q"}],"sticker":"s","message_id":"2d","date":1790000000,"quote":{"message_id":"1d"}}},
        {"event_name":"webhook.test"}]})"};

const std::vector<std::string> zalo_names = {"user_send_image", "user_send_group_file", "oa_send_text",
    "oa_send_group_text", "user_seen_message", "user_received_message",
                                             "user_reacted_message", "follow", "user_click_chatnow", "user_submit_info",
                                                 "user_withdraw", "user_join_group", "create_group"};

std::size_t parsed(const std::string& body) {
  std::size_t events = 0;
  for (const auto& channel : {make_zalo_oa({}), make_zalo_bot({}), make_facebook({})}) {
    try {
      for (const auto& event : channel->parse(body)) {
        const auto line = to_json(event);
        CHECK(to_json(event_from_json(line)) == line);
        CHECK_FALSE(line.dump().empty());                    // valid UTF-8 throughout
        ++events;
      }
    } catch (const BadBody&) {
    }
  }
  return events;
}

// Every value of the sample, one at a time, replaced by a value of another type.
void with_each_value_replaced(nlohmann::json& root, nlohmann::json& value, std::size_t& count) {
  static const std::vector<nlohmann::json> strangers = {nullptr, true, 0, -1, 1.5, 1e300, "", "text",
      nlohmann::json::array(), nlohmann::json::object(),
                                                        nlohmann::json::array({1, nullptr, "x",
                                                            nlohmann::json::object()}), {{"id", {{"id", 1}}}}};
  const auto kept = value;
  for (const auto& stranger : strangers) {
    value = stranger;
    count += parsed(root.dump());
  }
  value = kept;
  if (value.is_structured())
    for (auto& child : value) with_each_value_replaced(root, child, count);
}

}  // namespace

TEST_CASE("wrong types everywhere") {
  std::size_t count = 0;
  for (const auto& sample : samples) {
    auto root = nlohmann::json::parse(sample);
    with_each_value_replaced(root, root, count);
  }
  for (const auto& name : zalo_names) {
    auto root = nlohmann::json::parse(samples[0]);
    root["event_name"] = name;
    with_each_value_replaced(root, root, count);
  }
  CHECK(count > 1000);
}

TEST_CASE("truncated anywhere, and every byte broken") {
  for (const auto& sample : samples) {
    for (std::size_t length = 0; length < sample.size(); ++length) CHECK(parsed(sample.substr(0, length)) == 0);
    std::size_t count = 0;
    for (std::size_t at = 0; at < sample.size(); ++at)
      for (const char broken : {'\xFF', '\xED', '\0', '"', '\\', '{'}) {
        auto body = sample;
        body[at] = broken;
        count += parsed(body);
      }
    CHECK(count > 0);
  }
}

TEST_CASE("nesting, sizes and repetitions") {
  std::string deep;
  for (int i = 0; i < 10'000; ++i) deep += R"({"entry":[)";
  CHECK(parsed(deep) == 0);
  CHECK(parsed(std::string(10'000, '[') + std::string(10'000, ']')) == 0);

  const std::string long_text(1 << 20, 'a');
  const std::string body = R"({"event_name":"user_send_text","object":"page","message":{"msg_id":"1",
      "text":")" + long_text + "\"}}";
  CHECK(make_zalo_oa({})->parse(body).front().text == long_text);
  CHECK(parsed(body) == 3);

  const std::string twice = R"({"event_name":"follow","event_name":"user_send_text","message":{"msg_id":"1",
      "msg_id":"2"}})";
  CHECK(make_zalo_oa({})->parse(twice).front().id == "2");

  std::string many = R"({"object":"page","entry":[)";
  for (int i = 0; i < 20'000; ++i) many += R"({"id":"1","messaging":[{"message":{"mid":"m"}}]},)";
  many.back() = ']';
  CHECK(make_facebook({})->parse(many + "}").size() == 20'000);

  std::string cards = R"({"event_name":"user_send_link","message":{"attachments":[)";
  for (int i = 0; i < 2'000; ++i) cards += R"({"type":"link","payload":{"description":"[[[[[[[[[[{"}},)";
  cards.back() = ']';
  CHECK(make_zalo_oa({})->parse(cards + "}}").front().attachments.size() == 2'000);
}

TEST_CASE("every platform draws the same line between a body and none") {
  const auto levels = [](std::size_t count) { return std::string(count, '[') + std::string(count, ']'); };
  for (const auto& channel : {std::shared_ptr<Channel>(make_zalo_oa({})), std::shared_ptr<Channel>(make_zalo_bot({})), std::shared_ptr<Channel>(make_facebook({}))}) {
    INFO(channel->kind());
    for (const auto* bad : {"", " ", "x", "7", "\"text\"", "null", "{", "[1,]", "{\"a\":1e999}", "{\"a\":-1e999}", "{}{}"})
      CHECK_THROWS_AS(channel->parse(bad), BadBody);
    CHECK_THROWS_AS(channel->parse(levels(257)), BadBody);
    CHECK(channel->parse(levels(256)).size() == 1);
    for (const std::string nothing : {"{}", "[]", "[[],{},7,null]", "\xEF\xBB\xBF{}", " {} ", "{\"\xFF\":\"\xED\xA0\x80\"}", "{\"a\":\"\\udc00\"}"}) {
      INFO(nothing);
      const auto events = channel->parse(nothing);
      REQUIRE(events.size() == 1);
      CHECK(events.front().type == EventType::ignored);
      CHECK(events.front().reason == "empty");
    }
  }
}
