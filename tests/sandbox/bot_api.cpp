// The Zalo Bot platform's wire as tables: methods, limits, what the bot hears in groups, its webhook and updates.
#include "adapters/sandbox/bot_api.hpp"

#include <catch2/catch.hpp>

#include "adapters/sandbox/persons.hpp"
#include "tests/sandbox/world_of_tests.hpp"

using namespace sandbox_tests;

namespace {

const std::string pan = "b0000000000000000001", my = "b0000000000000000002", team = "zgr-0001";
constexpr auto on_bot = sandbox::Platform::zalo_bot;

json answer(Fixture& fixture, const Request& request, int status = 200) {
  const auto response = sandbox::bot_answer(fixture.stage, request);
  REQUIRE(response);
  CHECK(response->status == status);
  return json::parse(response->body);
}

void say(Fixture& fixture, const std::string& key, const std::string& text, const std::string& group = {}, const std::string& answers = {}) {
  const sandbox::Person& who = *fixture.stage.chats.person(key);
  sandbox::Chat& chat = group.empty() ? *fixture.stage.chats.direct(on_bot, who.bot_user_id) : *fixture.stage.chats.group(group);
  sandbox::write(fixture.stage, chat, who, text, answers);
}

}  // namespace

TEST_CASE("bot: sends and refusals") {
  struct Row { std::string what, method; json given; int error; bool received; };
  const std::vector<Row> rows{
      {"text", "sendMessage", {{"chat_id", pan}, {"text", "Chào"}}, 0, true},
      {"to a group", "sendMessage", {{"chat_id", team}, {"text", "Chào"}}, 0, true},
      {"last spoke a month ago: no window here", "sendMessage", {{"chat_id", my}, {"text", "Chào"}}, 0, true},
      {"2,001 characters", "sendMessage", {{"chat_id", pan}, {"text", long_text(2'001)}}, 400, false},
      {"no text", "sendMessage", {{"chat_id", pan}}, 400, false},
      {"nobody", "sendMessage", {{"chat_id", "b9"}, {"text", "x"}}, 400, false},
      {"an OA group", "sendMessage", {{"chat_id", "f4000000000000000001"}, {"text", "x"}}, 400, false},
      {"photo", "sendPhoto", {{"chat_id", pan}, {"photo", "https://vi.du/a.png"}, {"caption", "Ảnh"}}, 0, true},
      {"photo without address", "sendPhoto", {{"chat_id", pan}, {"photo", "a.png"}}, 400, false},
      {"sticker", "sendSticker", {{"chat_id", pan}, {"sticker", "s1"}}, 0, true},
      {"voice", "sendVoice", {{"chat_id", pan}, {"voice_url", "https://vi.du/a.aac"}}, 0, true},
      {"voice in a group says ok, and nothing arrives", "sendVoice", {{"chat_id", team}, {"voice_url", "https://vi.du/a.aac"}}, 0, false},
      {"typing", "sendChatAction", {{"chat_id", pan}, {"action", "typing"}}, 0, false},
      {"another action", "sendChatAction", {{"chat_id", pan}, {"action", "dancing"}}, 400, false}};
  for (const Row& row : rows) {
    INFO(row.what);
    Fixture fixture;
    const json said = answer(fixture, bot_call(row.method, row.given));
    CHECK(said["ok"] == (row.error == 0));
    CHECK(said.value("error_code", 0) == row.error);
    CHECK(fixture.stage.record.count() == (row.received ? 1U : 0U));
    CHECK(fixture.posted.empty());                                         // the platform echoes nothing
  }
}

TEST_CASE("bot: token, unknown methods, other ways to give parameters") {
  Fixture fixture;
  CHECK(answer(fixture, bot_call("getMe", json::object(), "1234:other"), 401)["error_code"] == 401);
  CHECK(answer(fixture, bot_call("editMessage"), 404)["error_code"] == 404);
  CHECK(answer(fixture, bot_call("sendmessage"), 404)["error_code"] == 404);
  CHECK(answer(fixture, bot_call("getMe"))["result"]["account_name"] == "Bot Công đoàn");
  Request request = bot_call("sendMessage");
  request.method = "GET";
  request.body.clear();
  request.query = {{"chat_id", pan}, {"text", "Chào"}};
  CHECK(answer(fixture, request)["ok"] == true);
  request.query.clear();
  request.method = "POST";
  request.body = "chat_id=" + pan + "&text=Ch%C3%A0o";
  CHECK(answer(fixture, request)["ok"] == true);
  fixture.stage.account(on_bot).revoked = true;
  CHECK(answer(fixture, bot_call("getMe"), 401)["ok"] == false);
}

TEST_CASE("bot: a private line arrives flat, a group line only with the bot's name or as an answer to it") {
  Fixture fixture;
  say(fixture, "pan", "lịch họp");
  const json event = fixture.posted_json(0);
  CHECK(event["event_name"] == "message.text.received");
  CHECK_FALSE(event.contains("result"));
  CHECK(event["message"]["chat"] == json{{"chat_type", "PRIVATE"}, {"id", pan}});
  CHECK(event["message"]["from"]["display_name"] == "Lò Văn Pản");
  CHECK(event["message"]["date"].get<std::int64_t>() >= start);

  say(fixture, "my", "ai đi họp?", team);
  CHECK(fixture.posted.size() == 1);
  say(fixture, "my", "@bot công đoàn có mặt", team);
  CHECK(fixture.posted_json(1)["message"]["text"] == "@bot công đoàn có mặt");   // stays where it was
  CHECK(fixture.posted_json(1)["message"]["chat"]["chat_type"] == "GROUP");
  const std::string id = answer(fixture, bot_call("sendMessage", {{"chat_id", team}, {"text", "Ai có mặt?"}}))["result"]["message_id"];
  say(fixture, "my", "có mặt", team, id);
  CHECK(fixture.posted_json(2)["message"]["text"] == "có mặt");
  CHECK_FALSE(fixture.posted_json(2)["message"].contains("reply_to"));
}

TEST_CASE("bot: pictures, stickers, voice; a file is nothing it can show") {
  struct Row { std::string kind, event; };
  for (const Row& row : std::vector<Row>{{"image", "message.image.received"}, {"sticker", "message.sticker.received"},
                                         {"voice", "message.voice.received"}, {"file", "message.unsupported.received"}}) {
    Fixture fixture;
    const sandbox::Person& who = *fixture.stage.chats.person("pan");
    sandbox::show(fixture.stage, *fixture.stage.chats.direct(on_bot, pan), who, {row.kind, "https://vi.du/a", "s1", 10}, "");
    CHECK(fixture.posted_json(0)["event_name"] == row.event);
  }
}

TEST_CASE("bot: limits of the free plan") {
  sandbox::Options options;
  options.bot_users = 1;
  options.bot_messages = 2;
  options.bot_groups = 1;
  Fixture fixture(options);
  say(fixture, "pan", "một");
  say(fixture, "my", "hai");
  CHECK(fixture.posted.size() == 1);
  const Request send = bot_call("sendMessage", {{"chat_id", pan}, {"text", "x"}});
  CHECK(answer(fixture, send)["ok"] == true);
  CHECK(answer(fixture, bot_call("sendMessage", {{"chat_id", team}, {"text", "x"}}))["ok"] == true);
  CHECK(answer(fixture, send)["error_code"] == 429);
  fixture.now += 31 * day;
  CHECK(answer(fixture, send)["ok"] == true);

  sandbox::Group& second = fixture.stage.world.groups.emplace_back(sandbox::Group{"zgr-0002", "Tổ 4", {pan}, false, true});
  fixture.stage.chats.open_group(second);
  CHECK(answer(fixture, bot_call("sendMessage", {{"chat_id", "zgr-0002"}, {"text", "x"}}))["error_code"] == 400);
}

TEST_CASE("bot: the webhook is set, told, taken away; without one updates wait, one at a time") {
  Fixture fixture;
  CHECK(answer(fixture, bot_call("getUpdates"))["error_code"] == 400);
  CHECK(answer(fixture, bot_call("setWebhook", {{"url", "https://vi.du/w"}, {"secret_token", "short"}}))["error_code"] == 400);
  const json set = answer(fixture, bot_call("setWebhook", {{"url", "https://vi.du/w"}, {"secret_token", "long-enough"}}))["result"];
  CHECK(set["verification"]["outcome"] == "webhook.ok");
  CHECK(answer(fixture, bot_call("getWebhookInfo"))["result"]["url"] == "https://vi.du/w");
  CHECK(fixture.stage.world.zalo_bot.secret_token == "long-enough");
  answer(fixture, bot_call("deleteWebhook"));
  CHECK(answer(fixture, bot_call("testWebhook"))["error_code"] == 400);
  CHECK(answer(fixture, bot_call("getUpdates"))["error_code"] == 408);
  CHECK(sandbox::bot_wait(fixture.stage, bot_call("getUpdates", {{"timeout", 3}})) == 3'000);
  say(fixture, "pan", "một");
  say(fixture, "pan", "hai");
  CHECK(sandbox::bot_wait(fixture.stage, bot_call("getUpdates")) == 0);
  CHECK(answer(fixture, bot_call("getUpdates"))["result"]["message"]["text"] == "một");
  CHECK(answer(fixture, bot_call("getUpdates"))["result"]["message"]["text"] == "hai");
  CHECK(fixture.posted.empty());
}
