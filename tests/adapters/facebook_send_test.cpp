// Messenger: exact requests out for every kind of message.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "adapters/facebook/facebook.hpp"
#include "adapters/signature.hpp"
#include "tests/adapters/outcomes.hpp"

using namespace adapters;
using nlohmann::json;

namespace {

const Credentials credentials{"token", "", 0};

std::unique_ptr<Channel> facebook(bool utility = false) {
  FacebookSettings settings;
  settings.graph_url = "http://127.0.0.1:8002";
  settings.utility_templates = utility;
  return make_facebook(settings);
}

Outgoing to_person(Message message, bool reply = true) {
  return {.job_id = "42", .account = "100", .to = {ConversationKind::direct, "7001"}, .message = std::move(message), .reply = reply};
}
Outgoing act(Act what, std::string target, std::string sign = "", Message message = {}) {
  auto out = to_person(std::move(message));
  out.act = what;
  out.target = std::move(target);
  out.sign = std::move(sign);
  return out;
}
Outgoing below_post(Message message) {
  auto out = to_person(std::move(message));
  out.to = {ConversationKind::comments, "100_55"};
  return out;
}
ListItem row(std::string title, std::string subtitle = "", std::string payload = "", std::string url = "", std::string image = "") {
  return {std::move(title), std::move(subtitle), std::move(image), std::move(payload), std::move(url)};
}

// The request of a path below the version, and its body.
std::string expected(const std::string& path, const std::string& body) {
  return "POST http://127.0.0.1:8002/v26.0/" + path + "\nContent-Type: application/json\nAuthorization: Bearer token\n\n" + body;
}
void check(const Outgoing& out, const std::string& path, const std::string& body, bool utility = false) {
  CHECK(wire(facebook(utility)->compose(out, credentials)) == expected(path, body));
}
void check_message(const Outgoing& out, const std::string& message, const std::string& type = "RESPONSE", const std::string& more = "") {
  check(out, "100/messages", R"({"recipient":{"id":"7001"},"messaging_type":")" + type + R"(","message":)" + message + more + "}");
}

}  // namespace

TEST_CASE("Messenger: a text, with our job id in the metadata") {
  check_message(to_person({.text = "Chào bạn"}), R"({"text":"Chào bạn","metadata":"42"})");
  check_message(to_person({.text = "Chào bạn"}, false), R"({"text":"Chào bạn","metadata":"42"})", "UPDATE");
  auto nameless = to_person({.text = "x"});
  nameless.job_id.clear();
  check_message(nameless, R"({"text":"x"})");
}

TEST_CASE("Messenger: the token goes in a header, its proof in the address") {
  FacebookSettings settings;
  settings.app_secrets = {"app secret", "old"};
  const auto request = make_facebook(settings)->compose(to_person({.text = "x"}), credentials);
  CHECK(request.url == "https://graph.facebook.com/v26.0/100/messages?appsecret_proof=" + hex(hmac_sha256("app secret", "token")));
}

TEST_CASE("Messenger: choices of an answer become quick replies, at most 13 of 20 characters") {
  check_message(to_person({.text = "Họp?", .choices = {{"Có", "v1:yes"}, {"Không", "v1:no"}}}),
                R"({"text":"Họp?","quick_replies":[{"content_type":"text","title":"Có","payload":"v1:yes"},)"
                R"({"content_type":"text","title":"Không","payload":"v1:no"}],"metadata":"42"})");
  const Message many{.text = "Họp?", .choices = std::vector<Choice>(15, Choice{"Tôi đồng ý với đề nghị này", "v1:ok"})};
  const auto body = json::parse(facebook()->compose(to_person(many), credentials).body);
  REQUIRE(body["message"]["quick_replies"].size() == 13);
  CHECK(body["message"]["quick_replies"][0]["title"] == "Tôi đồng ý với đề n…");
}

TEST_CASE("Messenger: what we ask on our own initiative gets buttons that stay, where up to three do") {
  const Message question{.text = "Họp?", .choices = {{"Có", "v1:yes"}, {"Tôi đồng ý với đề nghị này", "v1:ok"}}};
  check_message(to_person(question, false),
                R"({"attachment":{"type":"template","payload":{"template_type":"button","text":"Họp?","buttons":[)"
                R"({"type":"postback","title":"Có","payload":"v1:yes"},{"type":"postback","title":"Tôi đồng ý với đề n…","payload":"v1:ok"}]}},"metadata":"42"})",
                "UPDATE");
  const auto has_buttons = [](const Message& message) {
    return json::parse(facebook()->compose(to_person(message, false), credentials).body)["message"].contains("attachment");
  };
  CHECK(has_buttons({.text = std::string(640, 'a'), .choices = question.choices}));
  CHECK_FALSE(has_buttons({.text = std::string(641, 'a'), .choices = question.choices}));
  CHECK_FALSE(has_buttons({.text = "x", .choices = std::vector<Choice>(4, Choice{"a", "b"})}));
}

TEST_CASE("Messenger: an answer quotes what it answers") {
  check_message(to_person({.text = "Vâng", .quote = "m_0"}), R"({"text":"Vâng","metadata":"42"})", "RESPONSE", R"(,"reply_to":{"mid":"m_0"})");
}

TEST_CASE("Messenger: pictures and files, by upload or by address") {
  check_message(to_person({.text = "", .media = Media{MediaKind::image, "18", "https://x/1.png", "1.png"}}),
                R"({"attachment":{"type":"image","payload":{"attachment_id":"18"}},"metadata":"42"})");
  check_message(to_person({.text = "", .media = Media{MediaKind::file, "", "https://x/ke-hoach.pdf", "ke-hoach.pdf"}}),
                R"({"attachment":{"type":"file","payload":{"url":"https://x/ke-hoach.pdf"}},"metadata":"42"})");
  check_message(to_person({.text = "", .choices = {{"Đã đọc", "v1:ack"}}, .media = Media{MediaKind::file, "18", "", ""}}, false),
                R"({"attachment":{"type":"file","payload":{"attachment_id":"18"}},)"
                R"("quick_replies":[{"content_type":"text","title":"Đã đọc","payload":"v1:ack"}],"metadata":"42"})", "UPDATE");
  // A message carries one of both; the text stands alone.
  check_message(to_person({.text = "Kèm ảnh", .media = Media{MediaKind::image, "18", "", ""}}), R"({"text":"Kèm ảnh","metadata":"42"})");
}

TEST_CASE("Messenger: a list is cards where nothing is lost by it, else lines with quick replies") {
  check_message(to_person({.text = "", .items = {row("Công đoàn xã A", "12 đoàn viên", "v1:a"), row("Văn bản 324", "", "", "https://x/324", "https://x/324.png")}}),
                R"({"attachment":{"type":"template","payload":{"template_type":"generic","elements":[)"
                R"({"title":"Công đoàn xã A","subtitle":"12 đoàn viên","buttons":[{"type":"postback","title":"Công đoàn xã A","payload":"v1:a"}]},)"
                R"({"title":"Văn bản 324","image_url":"https://x/324.png","default_action":{"type":"web_url","url":"https://x/324"}}]}},"metadata":"42"})");
  check_message(to_person({.text = "Chọn:", .items = {row("Xã A", "12", "v1:a"), row("Xã B")}}),
                R"({"text":"Chọn:\n1) Xã A: 12\n2) Xã B","quick_replies":[{"content_type":"text","title":"Xã A","payload":"v1:a"}],"metadata":"42"})");
  const auto is_card = [](std::vector<ListItem> items) {
    return json::parse(facebook()->compose(to_person({.text = "", .items = std::move(items)}), credentials).body)["message"].contains("attachment");
  };
  CHECK(is_card(std::vector<ListItem>(10, row("a", "b"))));
  CHECK_FALSE(is_card(std::vector<ListItem>(11, row("a", "b"))));
  CHECK_FALSE(is_card({row("a")}));
  CHECK_FALSE(is_card({row(std::string(81, 'a'), "b")}));
  CHECK_FALSE(is_card({row("a", std::string(81, 'b'))}));
}

TEST_CASE("Messenger: the plain form is text and nothing else") {
  check_message(to_person({.text = "Chọn:", .choices = {{"Có", "v1:yes"}}, .items = {row("Xã A", "12", "v1:a")}, .quote = "m_0", .plain = true}, false),
                R"({"text":"Chọn:\n1) Xã A: 12","metadata":"42"})", "UPDATE");
}

TEST_CASE("Messenger: an approved template speaks outside the window, where the setting allows") {
  const auto reminder = to_person({.text = "Nhắc họp", .utility = UtilityTemplate{"nhac_hop", "vi", {"324", "08:00"}}}, false);
  check_message(reminder, R"({"text":"Nhắc họp","metadata":"42"})", "UPDATE");
  check(reminder, "100/messages",
        R"({"recipient":{"id":"7001"},"messaging_type":"UTILITY","message":{"template":{"name":"nhac_hop","language":{"code":"vi"},)"
        R"("components":[{"type":"body","parameters":[{"type":"text","text":"324"},{"type":"text","text":"08:00"}]}]},"metadata":"42"}})", true);
  check(to_person({.text = "x", .utility = UtilityTemplate{"chao", "vi", {}}}, false), "100/messages",
        R"({"recipient":{"id":"7001"},"messaging_type":"UTILITY","message":{"template":{"name":"chao","language":{"code":"vi"},"components":[]},"metadata":"42"}})", true);
}

TEST_CASE("Messenger: signs of the chat") {
  check(act(Act::typing, ""), "100/messages", R"({"recipient":{"id":"7001"},"sender_action":"typing_on"})");
  check(act(Act::react, "m_0", "❤"), "100/messages",
        R"({"recipient":{"id":"7001"},"sender_action":"react","payload":{"message_id":"m_0","reaction":"❤"}})");
  check(act(Act::react, "m_0"), "100/messages", R"({"recipient":{"id":"7001"},"sender_action":"unreact","payload":{"message_id":"m_0"}})");
}

TEST_CASE("Facebook: comments, publicly and privately, and the Page's own posts") {
  check(below_post({.text = "Cảm ơn"}), "100_55/comments", R"({"message":"Cảm ơn"})");
  check(below_post({.text = "Cảm ơn", .quote = "55_77"}), "55_77/comments", R"({"message":"Cảm ơn"})");
  check(below_post({.text = "Xem:", .items = {row("Một")}}), "100_55/comments", R"({"message":"Xem:\n1) Một"})");
  const std::string private_reply = R"({"recipient":{"comment_id":"55_77"},"messaging_type":"RESPONSE","message":{"text":"Xin nhắn riêng","metadata":"42"}})";
  auto reply = act(Act::private_reply, "55_77", "", {.text = "Xin nhắn riêng", .choices = {{"Có", "v1:yes"}}});
  check(reply, "100/messages", private_reply);
  reply.to = {ConversationKind::comments, "100_55"};
  check(reply, "100/messages", private_reply);
  check(act(Act::post, "", "", {.text = "Thông báo"}), "100/feed", R"({"message":"Thông báo"})");
  check(act(Act::post, "", "", {.text = "Thông báo", .media = Media{MediaKind::image, "", "https://x/1.png", ""}}), "100/photos",
        R"({"url":"https://x/1.png","caption":"Thông báo"})");
}

TEST_CASE("Facebook: what it cannot do is refused before anything is sent") {
  auto group = to_person({.text = "x"});
  group.to.kind = ConversationKind::group;
  CHECK_THROWS_AS(facebook()->compose(group, credentials), std::invalid_argument);
  auto typing = act(Act::typing, "");
  typing.to = {ConversationKind::comments, "100_55"};
  CHECK_THROWS_AS(facebook()->compose(typing, credentials), std::invalid_argument);
}

TEST_CASE("Facebook: ids from outside do not leave their place in the address") {
  CHECK(facebook()->compose(below_post({.text = "x", .quote = "55/../7?a=b&c"}), credentials).url == "http://127.0.0.1:8002/v26.0/55%2f..%2f7%3fa%3db%26c/comments");
}

TEST_CASE("Messenger: what it can do") {
  const auto direct = facebook()->capabilities(ConversationKind::direct);
  CHECK(direct.text_limit == 1999);
  CHECK(direct.max_choices == 13);
  CHECK(direct.choice_title_limit == 20);
  CHECK(direct.window_ms == 86'400'000);
  CHECK((direct.images && direct.files && direct.media_by_url && direct.quotes && direct.list && direct.typing && direct.reactions));
  CHECK_FALSE((direct.text_with_image || direct.text_with_file || direct.asks_contact || direct.mentions || direct.only_when_mentioned));
  const auto comments = facebook()->capabilities(ConversationKind::comments);
  CHECK(comments.max_choices == 0);
  CHECK_FALSE(comments.window_ms);
  CHECK(comments.quotes);
  CHECK_FALSE((comments.images || comments.list || comments.typing || comments.reactions));
  CHECK_FALSE(facebook()->refresh_request({"A", "R", 0}));
  CHECK_FALSE(facebook()->read_refresh(http::ClientFailure{}, 1));
  CHECK(facebook()->group_admin() == nullptr);
}
