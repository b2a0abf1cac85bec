// The Page's public side: posts, comments, answers below them, private replies, hiding and deleting.
#include <catch2/catch.hpp>

#include "adapters/sandbox/graph_api.hpp"
#include "adapters/sandbox/persons.hpp"
#include "tests/sandbox/world_of_tests.hpp"

using namespace sandbox_tests;

namespace {

const std::string post_id = "100200300_55";

json answer(Fixture& fixture, const Request& request, int status = 200) {
  const auto response = sandbox::graph_answer(fixture.stage, request);
  REQUIRE(response);
  CHECK(response->status == status);
  return json::parse(response->body);
}

std::string comment(Fixture& fixture, const std::string& key, const std::string& text, const std::string& parent = {}) {
  return sandbox::write(fixture.stage, *fixture.stage.chats.post(post_id), *fixture.stage.chats.person(key), text, parent);
}

json value(Fixture& fixture, std::size_t index) { return fixture.posted_json(index)["entry"][0]["changes"][0]["value"]; }

json private_reply(const std::string& comment_id, const std::string& text = "Mời anh chị nhắn riêng") {
  return {{"recipient", {{"comment_id", comment_id}}}, {"message", {{"text", text}, {"metadata", "job-9"}}}};
}

}  // namespace

TEST_CASE("feed: a comment arrives as a change, an answer names its parent") {
  Fixture fixture;
  const std::string id = comment(fixture, "pan", "Mấy giờ ạ?");
  CHECK(value(fixture, 0)["item"] == "comment");
  CHECK(value(fixture, 0)["verb"] == "add");
  CHECK(value(fixture, 0)["comment_id"] == id);
  CHECK(value(fixture, 0)["parent_id"] == post_id);
  CHECK(value(fixture, 0)["from"]["id"] == "24001");
  comment(fixture, "my", "Tôi cũng hỏi", id);
  CHECK(value(fixture, 1)["parent_id"] == id);
  sandbox::Chat& post = *fixture.stage.chats.post(post_id);
  CHECK(sandbox::change(fixture.stage, post, *fixture.stage.chats.person("pan"), id, "Mấy giờ thế ạ?"));
  CHECK(value(fixture, 2)["verb"] == "edited");
  CHECK_FALSE(sandbox::erase(fixture.stage, post, *fixture.stage.chats.person("my"), id));
  CHECK(sandbox::erase(fixture.stage, post, *fixture.stage.chats.person("pan"), id));
  CHECK(value(fixture, 3)["verb"] == "remove");
  CHECK_FALSE(value(fixture, 3).contains("message"));
}

TEST_CASE("feed: the Page's own posts and comments come back, and can be read, hidden, deleted") {
  Fixture fixture;
  const std::string made = answer(fixture, graph("POST", "100200300/feed", {{"message", "Thông báo"}}))["id"];
  CHECK(value(fixture, 0)["item"] == "status");
  CHECK(value(fixture, 0)["from"]["id"] == "100200300");
  CHECK(answer(fixture, graph("POST", "me/feed", json::object()), 400)["error"]["code"] == 100);
  CHECK(answer(fixture, graph("GET", "me/feed"))["data"][0]["id"] == made);

  const std::string asked = comment(fixture, "pan", "Mấy giờ ạ?");
  const std::string said = answer(fixture, graph("POST", asked + "/comments", {{"message", "8 giờ"}}))["id"];
  CHECK(value(fixture, 2)["from"]["id"] == "100200300");
  CHECK(value(fixture, 2)["parent_id"] == asked);
  CHECK(answer(fixture, graph("GET", post_id + "/comments"))["data"].size() == 1);
  CHECK(answer(fixture, graph("GET", post_id + "/comments", {{"filter", "stream"}}))["data"].size() == 2);
  CHECK(answer(fixture, graph("POST", asked, {{"is_hidden", true}}))["success"] == true);
  CHECK(value(fixture, 3)["verb"] == "hide");
  CHECK(answer(fixture, graph("GET", asked))["is_hidden"] == true);
  CHECK(answer(fixture, graph("DELETE", said))["success"] == true);
  CHECK(answer(fixture, graph("DELETE", made))["success"] == true);
  CHECK(answer(fixture, graph("GET", made + "/comments"), 400)["error"]["error_subcode"] == 33);
  CHECK(answer(fixture, graph("POST", "100200300_99/comments", {{"message", "x"}}), 400)["error"]["code"] == 100);
  const json sends = fixture.stage.record.json(0, "")["sends"];
  CHECK(sends[0]["kind"] == "post");
  CHECK(sends[1]["kind"] == "comments");
  CHECK(sends[1]["about"] == asked);
}

TEST_CASE("feed: long lists come in pages") {
  Fixture fixture;
  for (int i = 0; i < 3; ++i) comment(fixture, "pan", std::to_string(i));
  const json first = answer(fixture, graph("GET", post_id + "/comments", {{"limit", "2"}}));
  CHECK(first["data"].size() == 2);
  const json second = answer(fixture, graph("GET", post_id + "/comments", {{"limit", "2"}, {"after", first["paging"]["cursors"]["after"]}}));
  CHECK(second["data"].size() == 1);
  CHECK_FALSE(second.contains("paging"));
}

TEST_CASE("feed: one private reply for each comment, within a week, outside any window") {
  Fixture fixture;
  const std::string id = comment(fixture, "my", "Tôi muốn hỏi riêng");        // last wrote two days ago: no window
  fixture.posted.clear();
  const json said = answer(fixture, graph_send(private_reply(id)));
  CHECK(said["recipient_id"] == "24002");
  CHECK(fixture.posted_json(0)["entry"][0]["messaging"][0]["message"]["metadata"] == "job-9");
  CHECK(answer(fixture, graph_send(private_reply(id)), 400)["error"]["code"] == 10900);
  CHECK(answer(fixture, graph_send({{"recipient", {{"id", "24002"}}}, {"messaging_type", "RESPONSE"}, {"message", {{"text", "x"}}}}), 403)["error"]["code"] == 10);
  CHECK(answer(fixture, graph_send(private_reply("55_404")), 400)["error"]["error_subcode"] == 2534025);
  const json sends = fixture.stage.record.json(0, "24002")["sends"];
  CHECK(sends[0]["what"] == "private_reply");
  CHECK(sends[0]["about"] == id);

  const std::string old = comment(fixture, "pan", "hỏi");
  fixture.now += 8 * day;
  CHECK(answer(fixture, graph_send(private_reply(old)), 400)["error"]["error_subcode"] == 2534025);
}
