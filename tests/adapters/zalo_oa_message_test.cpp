// Zalo OA: exact requests for every kind of message, and the plainer form of what was refused.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "adapters/zalo_oa/zalo_oa.hpp"
#include "tests/adapters/outcomes.hpp"

using namespace adapters;
using nlohmann::json;

namespace {

constexpr std::int64_t now = 1'790'000'012'345;

ZaloOaSettings usual() {
  ZaloOaSettings settings;
  settings.app_id = "459";
  settings.app_secret = "app secret";
  return settings;
}

Outgoing to_person(Message message) { return {.job_id = "7", .account = "607", .to = {ConversationKind::direct, "771"}, .message = std::move(message)}; }
Outgoing to_group(Message message) { return {.job_id = "7", .account = "607", .to = {ConversationKind::group, "f40"}, .message = std::move(message)}; }
std::string composed(const Outgoing& out, const ZaloOaSettings& settings = usual()) { return wire(make_zalo_oa(settings)->compose(out, {"token", "", 0})); }

std::string person(const std::string& message) {
  return "POST https://openapi.zalo.me/v3.0/oa/message/cs\nContent-Type: application/json\naccess_token: token\n\n"
         R"({"recipient":{"user_id":"771"},"message":)" + message + "}";
}
std::string group(const std::string& message) {
  return "POST https://openapi.zalo.me/v3.0/oa/group/message\nContent-Type: application/json\naccess_token: token\n\n"
         R"({"recipient":{"group_id":"f40"},"message":)" + message + "}";
}
Media uploaded(MediaKind kind, std::string id) { return {.kind = kind, .upload_id = std::move(id), .url = {}, .name = {}}; }

std::string refused(int error, const Outgoing& out, const ZaloOaSettings& settings = usual()) {
  const http::ClientResponse response{200, {}, R"({"error":)" + std::to_string(error) + "}"};
  return told(make_zalo_oa(settings)->classify(out, response, now), now);
}

}  // namespace

TEST_CASE("Zalo: text, quote, buttons") {
  CHECK(composed(to_person({.text = "Chào"})) == person(R"({"text":"Chào"})"));
  CHECK(composed(to_person({.text = "Vâng", .quote = "95"})) == person(R"({"text":"Vâng","quote_message_id":"95"})"));
  CHECK(composed(to_group({.text = "Vâng", .quote = "95"})) == group(R"({"text":"Vâng"})"));
  auto quoting = usual();
  quoting.group_quotes = true;
  CHECK(composed(to_group({.text = "Vâng", .quote = "95"}), quoting) == group(R"({"text":"Vâng","quote_message_id":"95"})"));
  CHECK(composed(to_person({.text = "Họp?", .choices = {{"Có", "#1"}}})) ==
        person(R"({"text":"Họp?","attachment":{"type":"template","payload":{"buttons":[{"title":"Có","type":"oa.query.hide","payload":"#1"}]}}})"));
  auto without = usual();
  without.buttons = false;
  CHECK(composed(to_person({.text = "Họp?", .choices = {{"Có", "#1"}}}), without) == person(R"({"text":"Họp?"})"));
  CHECK(make_zalo_oa(without)->capabilities(ConversationKind::direct).max_choices == 0);
}

TEST_CASE("Zalo: a list, its text as the banner") {
  const std::vector<ListItem> items{{"Kế hoạch 324", "Hạn 30/11", "https://i", "#view 1", ""}, {"Trang", "", "", "", "https://u"}};
  CHECK(composed(to_person({.text = "Văn bản mới", .items = items})) ==
        person(R"({"attachment":{"type":"template","payload":{"template_type":"list","elements":[)"
               R"({"title":"Văn bản mới","subtitle":"Văn bản mới"},)"
               R"({"title":"Kế hoạch 324","subtitle":"Hạn 30/11","image_url":"https://i","default_action":{"type":"oa.query.show","payload":"#view 1"}},)"
               R"({"title":"Trang","default_action":{"type":"oa.open.url","url":"https://u"}}]}}})"));
  const auto banner = json::parse(make_zalo_oa(usual())->compose(to_person({.text = "Văn bản mới.\nXin chọn.", .items = items}), {}).body);
  CHECK(banner["message"]["attachment"]["payload"]["elements"][0] == json{{"title", "Văn bản mới.\nXin chọn."}, {"subtitle", "Văn bản mới.\nXin chọn."}});
  const auto long_text = json::parse(make_zalo_oa(usual())->compose(to_person({.text = std::string(99, 'a') + "\n" + "b b", .items = items}), {}).body);
  CHECK(long_text["message"]["attachment"]["payload"]["elements"][0] == json{{"title", std::string(99, 'a')}, {"subtitle", "b b"}});
}

TEST_CASE("Zalo: a list becomes numbered lines where none is shown") {
  const std::vector<ListItem> items{{"Kế hoạch 324", "Hạn 30/11", "", "#1", ""}, {"Trang", "", "", "", "https://u"}};
  const std::string lines = R"({"text":"Mới\n1) Kế hoạch 324: Hạn 30/11\n2) Trang https://u"})";
  CHECK(composed(to_group({.text = "Mới", .items = items})) == group(lines));
  CHECK(composed(to_person({.text = "Mới", .items = items, .plain = true})) == person(lines));
  auto without = usual();
  without.lists = false;
  CHECK(composed(to_person({.text = "Mới", .items = items}), without) == person(lines));
  const auto text = [](const Outgoing& out) { return json::parse(make_zalo_oa(usual())->compose(out, {}).body)["message"].value("text", ""); };
  CHECK(text(to_person({.text = "Mới", .items = std::vector<ListItem>(5, {"x", "", "", "", ""})})) == "Mới\n1) x\n2) x\n3) x\n4) x\n5) x");
  CHECK(text(to_person({.text = std::string(700, 'a'), .items = items})).ends_with("\n2) Trang https://u"));
  CHECK(text(to_person({.text = "Mới", .choices = {{"Có", "#1"}}, .items = items})).ends_with("\n2) Trang https://u"));
}

TEST_CASE("Zalo: pictures, stickers, files") {
  const auto media = [](const std::string& element) {
    return R"({"type":"template","payload":{"template_type":"media","elements":[)" + element + "]}}";
  };
  const Media by_url{.kind = MediaKind::image, .upload_id = {}, .url = "https://i", .name = {}};
  CHECK(composed(to_person({.text = "ảnh", .media = by_url})) == person(R"({"text":"ảnh","attachment":)" + media(R"({"media_type":"image","url":"https://i"})") + "}"));
  CHECK(composed(to_group({.text = "", .media = uploaded(MediaKind::image, "att1")})) ==
        group(R"({"attachment":)" + media(R"({"media_type":"image","attachment_id":"att1"})") + "}"));
  CHECK(composed(to_person({.text = "", .media = uploaded(MediaKind::image, "480x320:att2")})) ==
        person(R"({"attachment":)" + media(R"({"media_type":"gif","attachment_id":"att2","width":480,"height":320})") + "}"));
  CHECK(composed(to_person({.text = "", .media = uploaded(MediaKind::sticker, "bfe4")})) ==
        person(R"({"attachment":)" + media(R"({"media_type":"sticker","attachment_id":"bfe4"})") + "}"));
  CHECK(composed(to_group({.text = "", .media = uploaded(MediaKind::file, "tok1")})) == group(R"({"attachment":{"type":"file","payload":{"token":"tok1"}}})"));
  CHECK(composed(to_person({.text = "Họp?", .choices = {{"Có", "#1"}}, .media = by_url})) ==
        person(R"({"text":"Họp?","attachment":)" + media(R"({"media_type":"image","url":"https://i"})") + "}"));
}

TEST_CASE("Zalo: the form that asks for name and phone") {
  auto settings = usual();
  settings.contact_image = "https://i";
  CHECK(composed(to_person({.text = "Xin số điện thoại", .asks_contact = true}), settings) ==
        person(R"({"attachment":{"type":"template","payload":{"template_type":"request_user_info","elements":[)"
               R"({"title":"Xin số điện thoại","image_url":"https://i"}]}}})"));
  const auto long_text = std::string(90, 'a') + ". " + std::string(90, 'b') + ". c";
  const auto body = json::parse(make_zalo_oa(usual())->compose(to_person({.text = long_text, .asks_contact = true}), {}).body);
  CHECK(body["message"]["attachment"]["payload"]["elements"][0] == json{{"title", std::string(90, 'a') + "."}, {"subtitle", std::string(90, 'b') + ". c"}});
  CHECK(composed(to_group({.text = "Xin số", .asks_contact = true})) == group(R"({"text":"Xin số"})"));
}

TEST_CASE("Zalo: reactions") {
  const auto react = [](const std::string& sign, ConversationKind kind = ConversationKind::direct) {
    Outgoing out{.job_id = "7", .account = "607", .to = {kind, "771"}, .message = {.text = ""}, .reply = true, .act = Act::react, .target = "m1", .sign = sign};
    return composed(out);
  };
  const auto expected = [](const std::string& icon) {
    return "POST https://openapi.zalo.me/v2.0/oa/message\nContent-Type: application/json\naccess_token: token\n\n"
           R"({"recipient":{"user_id":"771"},"sender_action":{"react_icon":")" + icon + R"(","react_message_id":"m1"}})";
  };
  CHECK(react("👍") == expected("/-strong"));
  CHECK(react("❤️") == expected("/-heart"));
  CHECK(react(":-((") == expected(":-(("));
  CHECK(react("") == expected("/-remove"));
  CHECK_THROWS_AS(react("🦆"), std::invalid_argument);
  CHECK_THROWS_AS(react("👍", ConversationKind::group), std::invalid_argument);
}

TEST_CASE("Zalo: mentions are ours alone") {
  CHECK(composed(to_group({.text = "họp lúc 8h", .mentions = {"771", "772"}})) == group(R"({"text":"[@771] [@772] họp lúc 8h"})"));
  CHECK(composed(to_person({.text = "họp", .mentions = {"771"}})) == person(R"({"text":"họp"})"));
  CHECK(composed(to_group({.text = "họp", .mentions = {"7] [@f40", ""}})) == group(R"({"text":"họp"})"));
  CHECK(composed(to_group({.text = "họp", .mentions = {"771"}, .plain = true})) == group(R"({"text":"họp"})"));
  const auto full = to_group({.text = std::string(1990, 'a'), .mentions = {"771", "7712345"}});
  CHECK(json::parse(make_zalo_oa(usual())->compose(full, {}).body)["message"]["text"] == "[@771] " + std::string(1990, 'a'));
}

TEST_CASE("Zalo: nothing that people wrote mentions anybody, wherever it stands") {
  const std::string evil = "[@f40]";
  const std::vector<ListItem> items{{evil, evil, "", "#1", ""}};
  for (const auto& message : {Message{.text = evil, .choices = {{evil, "#1"}}}, Message{.text = evil, .items = items}, Message{.text = evil, .asks_contact = true},
                              Message{.text = evil, .media = uploaded(MediaKind::image, "a")}, Message{.text = evil, .items = items, .plain = true}})
    for (const auto& out : {to_person(message), to_group(message)}) {
      const auto body = make_zalo_oa(usual())->compose(out, {}).body;
      INFO(body);
      CHECK(body.find("[@") == std::string::npos);
      CHECK(body.find("[＠f40]") != std::string::npos);
    }
}

TEST_CASE("Zalo: what it cannot do is not composed") {
  for (const auto act : {Act::typing, Act::private_reply, Act::post}) {
    auto out = to_person({.text = "x"});
    out.act = act;
    CHECK_THROWS_AS(composed(out), std::invalid_argument);
  }
  auto comment = to_person({.text = "x"});
  comment.to.kind = ConversationKind::comments;
  CHECK_THROWS_AS(composed(comment), std::invalid_argument);
  const auto direct = make_zalo_oa(usual())->capabilities(ConversationKind::direct), group_chat = make_zalo_oa(usual())->capabilities(ConversationKind::group);
  CHECK((direct.list && direct.quotes && direct.asks_contact && direct.reactions && direct.images && direct.files && direct.media_by_url && direct.text_with_image));
  CHECK_FALSE((direct.typing || direct.mentions || direct.text_with_file));
  CHECK((group_chat.mentions && group_chat.images && group_chat.files));
  CHECK_FALSE((group_chat.list || group_chat.quotes || group_chat.reactions || group_chat.asks_contact));
}

TEST_CASE("Zalo: the proof of the app secret goes along where it is wanted") {
  auto settings = usual();
  settings.send_proof = true;
  const auto request = make_zalo_oa(settings)->compose(to_person({.text = "x"}), {"token", "", 0});
  REQUIRE(request.headers.size() == 3);
  CHECK(request.headers[2].first == "appsecret_proof");
  CHECK(request.headers[2].second == "3cfdb0e5f5fd459cf80f74d0dec60d5842017b6c70d01f7ee9d4c631639033ab");
}

TEST_CASE("Zalo: a form that is refused goes once more as plain text") {
  const std::vector<ListItem> items{{"a", "b", "", "#1", ""}};
  for (const int error : {-201, -233}) {
    CHECK(refused(error, to_person({.text = "x"})) == "rejected");
    CHECK(refused(error, to_group({.text = "x", .choices = {{"Có", "#1"}}})) == "rejected");
    CHECK(refused(error, to_person({.text = "x", .media = uploaded(MediaKind::image, "a"), .quote = "95"})) == "rejected");
    for (const auto& message : {Message{.text = "x", .choices = {{"Có", "#1"}}}, Message{.text = "x", .items = items}, Message{.text = "x", .quote = "95"},
                                Message{.text = "x", .asks_contact = true}}) {
      auto out = to_person(message);
      CHECK(refused(error, out) == "retry_at plain");
      out.message.plain = true;
      CHECK(refused(error, out) == "rejected");
    }
    CHECK(refused(error, to_group({.text = "x", .mentions = {"771"}})) == "retry_at plain");
  }
  Outgoing reaction{.job_id = "7", .account = "607", .to = {ConversationKind::direct, "771"}, .message = {.text = "", .choices = {{"Có", "#1"}}}, .reply = true, .act = Act::react};
  CHECK(refused(-201, reaction) == "rejected");
}

TEST_CASE("Zalo: an attachment that expired is uploaded again") {
  CHECK(refused(-100, to_person({.text = "x", .media = uploaded(MediaKind::image, "a")})) == "retry_at upload");
  CHECK(refused(-100, to_group({.text = "", .media = uploaded(MediaKind::file, "t")})) == "retry_at upload");
  CHECK(refused(-100, to_person({.text = "x"})) == "rejected");
}
