// Zalo Bot: exact requests out, each answer → outcome, the probes, who may send us events.
#include <catch2/catch.hpp>

#include "adapters/profile_texts.hpp"
#include "adapters/zalo_bot/zalo_bot.hpp"
#include "tests/adapters/outcomes.hpp"
#include "tests/fuzz/keep.hpp"

using namespace adapters;

namespace {

constexpr std::int64_t now = 1'790'000'012'345;
const Credentials credentials{"12345:SECRET", "", 0};

std::unique_ptr<Channel> bot() {
  ZaloBotSettings settings;
  settings.secret_tokens = {"new secret", "old secret"};
  settings.webhook_url = "https://bot.example.org/webhook/zalo-bot";
  settings.link = "https://zalo.example/bot";
  return make_zalo_bot(settings);
}

Outgoing to(Message message, ConversationKind kind = ConversationKind::direct, std::string id = "a01") {
  return {.job_id = "7", .account = "bot", .to = {kind, std::move(id)}, .message = std::move(message)};
}
std::string composed(const Outgoing& out) { return wire(bot()->compose(out, credentials)); }
std::string expected(const std::string& method, const std::string& body) {
  return "POST https://bot-api.zaloplatforms.com/bot12345:SECRET/" + method + "\nContent-Type: application/json\n\n" + body;
}
Media image(std::string url) { return {.kind = MediaKind::image, .upload_id = {}, .url = std::move(url), .name = {}}; }

Outcome outcome(int status, const std::string& body, http::Headers headers = {}, const Outgoing& out = to({.text = "x"})) {
  fuzz::keep_answer(status, headers.empty() ? "" : headers.front().second, body);
  return bot()->classify(out, http::ClientResponse{status, std::move(headers), body}, now);
}
std::string answer(int status, const std::string& body, http::Headers headers = {}) { return told(outcome(status, body, std::move(headers)), now); }

bool verified(const std::string& name, const std::string& value) {
  http::Request request;
  request.method = "POST";
  request.headers = {{name, value}};
  request.body = "{}";
  return bot()->verify(request);
}

}  // namespace

TEST_CASE("Zalo Bot: a text, to a person and to a group") {
  CHECK(composed(to({.text = "Chào anh chị"})) == expected("sendMessage", R"({"chat_id":"a01","text":"Chào anh chị"})"));
  CHECK(composed(to({.text = "Họp"}, ConversationKind::group, "zgr-1")) == expected("sendMessage", R"({"chat_id":"zgr-1","text":"Họp"})"));
}

TEST_CASE("Zalo Bot: a picture by its address, a sticker, the sign of writing") {
  CHECK(composed(to({.text = "ảnh", .media = image("https://i")})) == expected("sendPhoto", R"({"chat_id":"a01","photo":"https://i","caption":"ảnh"})"));
  CHECK(composed(to({.text = "", .media = image("https://i")})) == expected("sendPhoto", R"({"chat_id":"a01","photo":"https://i"})"));
  CHECK(composed(to({.text = "ảnh", .media = image("https://i"), .plain = true})) == expected("sendMessage", R"({"chat_id":"a01","text":"ảnh\nhttps://i"})"));
  const Media sticker{.kind = MediaKind::sticker, .upload_id = "bfe4", .url = {}, .name = {}};
  CHECK(composed(to({.text = "", .media = sticker})) == expected("sendSticker", R"({"chat_id":"a01","sticker":"bfe4"})"));
  const Media file{.kind = MediaKind::file, .upload_id = {}, .url = "https://f", .name = "a.pdf"};
  CHECK(composed(to({.text = "tệp", .media = file})) == expected("sendMessage", R"({"chat_id":"a01","text":"tệp\nhttps://f"})"));
  auto typing = to({.text = ""});
  typing.act = Act::typing;
  CHECK(composed(typing) == expected("sendChatAction", R"({"chat_id":"a01","action":"typing"})"));
}

TEST_CASE("Zalo Bot: choices stay away, rows become lines") {
  CHECK(composed(to({.text = "Họp?", .choices = {{"Có", "#1"}, {"Không", "#2"}}})) == expected("sendMessage", R"({"chat_id":"a01","text":"Họp?"})"));
  CHECK(composed(to({.text = "Văn bản", .items = {{"324", "Tổng kết", "", "#1", ""}, {"325", "", "", "", "https://u"}}})) ==
        expected("sendMessage", R"({"chat_id":"a01","text":"Văn bản\n1) 324: Tổng kết\n2) 325 https://u"})"));
}

TEST_CASE("Zalo Bot: what it cannot do is not composed") {
  for (const auto act : {Act::react, Act::private_reply, Act::post}) {
    auto out = to({.text = "x"});
    out.act = act;
    CHECK_THROWS_AS(bot()->compose(out, credentials), std::invalid_argument);
  }
  CHECK_THROWS_AS(bot()->compose(to({.text = "x"}, ConversationKind::comments), credentials), std::invalid_argument);
}

TEST_CASE("Zalo Bot: a token cannot change the address") {
  CHECK(bot()->compose(to({.text = "x"}), {"1:a/b?c#d\r\ne", "", 0}).url == "https://bot-api.zaloplatforms.com/bot1:a%2fb%3fc%23d%0d%0ae/sendMessage");
}

TEST_CASE("Zalo Bot: what it can do") {
  const auto direct = bot()->capabilities(ConversationKind::direct), group = bot()->capabilities(ConversationKind::group);
  CHECK(direct.text_limit == 2000);
  CHECK(direct.max_choices == 0);
  CHECK((direct.images && direct.media_by_url && direct.text_with_image && direct.typing));
  CHECK_FALSE((direct.files || direct.list || direct.quotes || direct.mentions || direct.reactions || direct.asks_contact));
  CHECK_FALSE(direct.window_ms);
  CHECK_FALSE(direct.only_when_mentioned);
  CHECK(group.only_when_mentioned);
  CHECK_FALSE(bot()->capabilities(ConversationKind::comments).images);
  CHECK(bot()->refuses({MediaKind::image, "a.jpg", "image/jpeg", "x"}).empty());
  CHECK_FALSE(bot()->upload_request("bot", {MediaKind::image, "a.jpg", "image/jpeg", "x"}, credentials));
  CHECK(bot()->refuses({MediaKind::file, "a.pdf", "application/pdf", "x"}) == "media_unsupported");
}

TEST_CASE("Zalo Bot: each answer has its outcome") {
  CHECK(answer(200, R"({"ok":true,"result":{"message_id":"m9","date":1}})") == "sent m9");
  CHECK(answer(200, R"({"ok":true,"error_code":0,"result":{"message_id":9007199254740993}})") == "sent 9007199254740993");
  CHECK(answer(200, R"({"ok":true,"result":true})") == "sent ");
  const std::vector<std::pair<int, std::string>> table = {
      {400, "rejected"}, {401, "hold human stop"}, {403, "retry_at"}, {404, "rejected"}, {408, "retry_at"}, {413, "rejected"},
      {426, "retry_at at most 2"}, {429, "retry_at +60000"}, {500, "retry_at"}, {502, "retry_at"}, {503, "retry_at"}, {504, "retry_at"},
      {418, "retry_at at most 2"}};
  for (const auto& [code, wanted] : table) {
    INFO(code);
    const auto number = std::to_string(code);
    CHECK(answer(200, R"({"ok":false,"error_code":)" + number + R"(,"description":"no"})") == wanted);
    CHECK(answer(200, R"({"ok":false,"errorCode":")" + number + R"("})") == wanted);
    CHECK(answer(code, R"({"ok":false,"error_code":)" + number + "}") == wanted);
    CHECK(answer(code, "<html>") == (code == 429 ? "retry_at +60000" : "retry_at"));  // a proxy's page: nothing is given up for it
  }
}

TEST_CASE("Zalo Bot: words that say more than the number, waits, answers nobody can read") {
  const auto refused = [](int code, const std::string& words) {
    return answer(200, R"({"ok":false,"error_code":)" + std::to_string(code) + R"(,"description":")" + words + "\"}");
  };
  CHECK(refused(400, "Bad Request: Chat not found") == "rejected");
  CHECK(refused(403, "bot was blocked by the user") == "rejected");
  CHECK(refused(403, "bot is not a member of the group chat") == "hold human");
  CHECK(refused(403, "Internal server error") == "retry_at");
  CHECK(refused(429, "Monthly quota exceeded") == "hold quota stop");
  CHECK(answer(429, R"({"ok":false,"error_code":429})", {{"Retry-After", "7"}}) == "retry_at +7000");
  CHECK(answer(200, R"({"ok":false,"error_code":429,"parameters":{"retry_after":9}})") == "retry_at +9000");
  CHECK(answer(503, "", {{"Retry-After", "2"}}) == "retry_at +2000");
  CHECK(answer(200, R"({"ok":false})") == "retry_at at most 2");
  CHECK(answer(200, "<html>") == "unsure");
  CHECK(answer(200, "") == "unsure");
  CHECK(answer(200, "{}") == "unsure");
  CHECK(answer(200, R"({"ok":"yes"})") == "unsure");
  CHECK(told(bot()->classify(to({.text = "x"}), http::ClientFailure{true, "reset"}, now), now) == "unsure");
  CHECK(told(bot()->classify(to({.text = "x"}), http::ClientFailure{false, "refused"}, now), now) == "retry_at");
}

TEST_CASE("Zalo Bot: a picture that cannot be fetched goes once more as text") {
  auto out = to({.text = "ảnh", .media = image("https://i")});
  const std::string refusal = R"({"ok":false,"error_code":400,"description":"wrong file"})";
  CHECK(told(outcome(200, refusal, {}, out), now) == "retry_at plain");
  out.message.plain = true;
  CHECK(told(outcome(200, refusal, {}, out), now) == "rejected");
  CHECK(told(outcome(200, refusal, {}, to({.text = "", .media = image("https://i")})), now) == "rejected");
}

TEST_CASE("Zalo Bot: no reason ever holds the token or what was written") {
  const std::string echo = "bot12345:SECRET Chào";
  for (const int code : {200, 400, 401, 403, 404, 408, 426, 429, 500, 999})
    for (const auto* key : {"error_code", "nothing"}) {
      const auto body = R"({"ok":false,")" + std::string(key) + "\":" + std::to_string(code) + R"(,"description":")" + echo + "\"}";
      CHECK(reason_of(outcome(code, body)).find("SECRET") == std::string::npos);
      CHECK(bot()->read_probe({"token"}, http::ClientResponse{code, {}, body}).reason.find("SECRET") == std::string::npos);
    }
}

TEST_CASE("Zalo Bot: its events carry our secret") {
  CHECK(verified("X-Bot-Api-Secret-Token", "new secret"));
  CHECK(verified("x-bot-api-secret-token", "old secret"));
  for (const auto* wrong : {"", "new", "new secret ", "NEW SECRET", "new secret,old secret"}) CHECK_FALSE(verified("X-Bot-Api-Secret-Token", wrong));
  CHECK_FALSE(verified("X-Telegram-Bot-Api-Secret-Token", "new secret"));
  http::Request empty;
  empty.method = "POST";
  empty.headers = {{"X-Bot-Api-Secret-Token", ""}};
  CHECK_FALSE(make_zalo_bot({})->verify(empty));
  CHECK(make_zalo_bot({})->handshake(empty)->status == 200);
  empty.method = "GET";
  CHECK(bot()->handshake(empty)->status == 200);
  empty.method = "POST";
  empty.body = "{}";
  CHECK_FALSE(bot()->handshake(empty));
}

TEST_CASE("Zalo Bot: is the token good, do events come to us?") {
  CHECK(bot()->kind() == "zalo_bot");
  REQUIRE(bot()->probes().size() == 2);
  CHECK(make_zalo_bot({})->probes().size() == 1);
  const Probe token{"token"}, webhook{"webhook"};
  CHECK(wire(bot()->probe_request(token, "bot", credentials)) == expected("getMe", "{}"));
  CHECK(wire(bot()->probe_request(webhook, "bot", credentials)) == expected("getWebhookInfo", "{}"));
  const auto state = [](const Probe& probe, int status, const std::string& body) {
    return static_cast<int>(bot()->read_probe(probe, http::ClientResponse{status, {}, body}).state);
  };
  using State = Finding::State;
  const auto is = [](State wanted) { return static_cast<int>(wanted); };
  CHECK(state(token, 200, R"({"ok":true,"result":{"id":"1"}})") == is(State::fine));
  CHECK(state(token, 200, R"({"ok":false,"error_code":401})") == is(State::stop));
  CHECK(state(token, 401, "") == is(State::unknown));
  CHECK(state(token, 200, R"({"ok":false,"error_code":403})") == is(State::unknown));
  CHECK(state(token, 200, "<html>") == is(State::unknown));
  CHECK(state(webhook, 200, R"({"ok":true,"result":{"url":"https://bot.example.org/webhook/zalo-bot/"}})") == is(State::fine));
  CHECK(state(webhook, 200, R"({"ok":true,"result":{"url":"https://elsewhere"}})") == is(State::mend));
  CHECK(state(webhook, 200, R"({"ok":true,"result":{}})") == is(State::mend));
  CHECK(state(webhook, 500, "") == is(State::unknown));
  CHECK(static_cast<int>(bot()->read_probe(token, http::ClientFailure{true, "reset"}).state) == is(State::unknown));
}

TEST_CASE("Zalo Bot: the webhook is told by a call") {
  const auto wanted = expected("setWebhook", R"({"url":"https://bot.example.org/webhook/zalo-bot","secret_token":"new secret"})");
  CHECK(wire(*bot()->remedy({"webhook"}, "bot", credentials)) == wanted);
  ProfileTexts texts;
  REQUIRE(bot()->set_up("bot", texts, credentials).size() == 1);
  texts.webhook_url = "https://other";
  CHECK(wire(bot()->set_up("bot", texts, credentials).front()) == expected("setWebhook", R"({"url":"https://other","secret_token":"new secret"})"));
  CHECK(make_zalo_bot({})->set_up("bot", texts, credentials).empty());
  CHECK_FALSE(make_zalo_bot({})->remedy({"webhook"}, "bot", credentials));
  CHECK_FALSE(bot()->refresh_request(credentials));
  CHECK(bot()->chat_link("bot", "ref") == "https://zalo.example/bot");
  CHECK(bot()->group_admin() == nullptr);
}
