#include "adapters/sandbox/graph_feed.hpp"

#include <algorithm>
#include <ctime>

#include "adapters/sandbox/graph_answers.hpp"
#include "adapters/sandbox/messenger_events.hpp"
#include "adapters/sandbox/wire.hpp"

namespace adapters::sandbox {
namespace {

using nlohmann::json;

constexpr std::size_t rows_a_page = 25;

// "2026-11-23T01:00:00+0000", as the Graph API writes times.
std::string written(std::int64_t at) {
  const std::time_t seconds = static_cast<std::time_t>(at / 1'000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[40];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S+0000", &parts);
  return text;
}

json post_row(const PagePost& post) {
  return {{"id", post.id}, {"message", post.text}, {"created_time", written(post.at)}, {"permalink_url", "https://www.facebook.com/" + post.id}};
}

json comment_row(const Stage& stage, const Line& comment) {
  const FacebookAccount& account = stage.world.facebook;
  const std::string author = comment.from ? account.commenter_prefix + comment.from->facebook_psid : account.page_id;
  json row{{"id", comment.id}, {"message", comment.text}, {"created_time", written(comment.at)},
           {"from", {{"id", author}, {"name", comment.from ? comment.from->name : account.page_name}}},
           {"is_hidden", comment.hidden}, {"can_reply_privately", comment.from && !comment.replied_privately}};
  if (!comment.answers.empty()) row["parent"] = {{"id", comment.answers}};
  return row;
}

// Rows after the cursor, which is the number of the first.
template <class Rows>
http::Response paged(const GraphCall& call, const Rows& rows) {
  const std::string after = string_of(call.given, "after"), limit = string_of(call.given, "limit");
  const std::size_t first = after.empty() ? 0 : std::strtoull(after.c_str(), nullptr, 10);
  const std::size_t most = limit.empty() ? rows_a_page : std::clamp<std::size_t>(std::strtoull(limit.c_str(), nullptr, 10), 1, 100);
  const std::size_t end = std::min(rows.size(), first + most);
  json list = json::array();
  for (std::size_t i = first; i < end; ++i) list.push_back(rows[i]);
  json answer{{"data", std::move(list)}};
  if (end < rows.size()) answer["paging"] = {{"cursors", {{"after", std::to_string(end)}}}};
  return json_answer(answer);
}

http::Response publish(Stage& stage, const GraphCall& call, const std::string& request_id) {
  if (stage.account(Platform::facebook).error)
    throw GraphError{stage.account(Platform::facebook).error, stage.account(Platform::facebook).subcode, 400, "Request refused"};
  PagePost post{stage.world.facebook.page_id + "_" + stage.object_id(), string_of(call.given, "message"), stage.moment()};
  if (post.text.empty() && string_of(call.given, "link").empty()) throw bad_message;
  const PagePost& kept = stage.world.posts.emplace_back(std::move(post));
  stage.chats.open_post(kept);
  stage.record.add({0, Platform::facebook, "post", stage.world.facebook.page_id, kept.text, {}, kept.at, kept.id, request_id, "post", ""});
  stage.post(page_post(stage.world.facebook, kept, "add", kept.at));
  return json_answer({{"id", kept.id}});
}

struct Place { Chat* post; std::string parent; };                // parent: comment id, "" for the post itself
Place place_of(Stage& stage, const std::string& id) {
  if (Chat* post = stage.chats.post(id); post && !post->deleted) return {post, ""};
  Chat* post = stage.chats.post_of_comment(id);
  if (!post || post->deleted || !post->find(id)) throw no_object;
  return {post, id};
}

http::Response comment(Stage& stage, const GraphCall& call, const std::string& request_id) {
  const Place place = place_of(stage, call.node);
  Line line;
  line.id = place.post->id.substr(place.post->id.find('_') + 1) + "_" + stage.object_id();
  line.text = string_of(call.given, "message");
  line.answers = place.parent;
  if (line.text.empty()) throw bad_message;
  const Line& kept = stage.speak(*place.post, std::move(line), request_id, "comment");
  stage.post(page_comment(stage.world.facebook, *place.post, kept, "add", kept.at));
  return json_answer({{"id", kept.id}});
}

http::Response listed(Stage& stage, const GraphCall& call) {
  const Place place = place_of(stage, call.node);
  const bool stream = string_of(call.given, "filter") == "stream";
  std::vector<json> rows;
  for (const Line& line : place.post->lines) {
    const bool here = stream || line.answers == place.parent;
    if (here && !line.erased) rows.push_back(comment_row(stage, line));
  }
  return paged(call, rows);
}

http::Response change_comment(Stage& stage, const GraphCall& call, Chat& post, Line& line) {
  if (call.method == "DELETE") {
    line.erased = true;
    line.text.clear();
    stage.post(page_comment(stage.world.facebook, post, line, "remove", stage.moment()));
  } else {
    const json& hidden = member(call.given, "is_hidden");
    if (!hidden.is_null()) line.hidden = hidden == json(true) || hidden == json("true");
    if (const std::string text = string_of(call.given, "message"); !text.empty()) line.text = text;
    stage.post(page_comment(stage.world.facebook, post, line, hidden.is_null() ? "edited" : line.hidden ? "hide" : "unhide", stage.moment()));
  }
  if (post.watchers > 0) stage.ring();
  return json_answer({{"success", true}});
}

}  // namespace

http::Response graph_feed(Stage& stage, const GraphCall& call, const std::string& request_id) {
  if (call.method == "POST") return publish(stage, call, request_id);
  std::vector<json> rows;
  for (const Chat* chat : stage.chats.all_posts()) rows.insert(rows.begin(), post_row(*chat->post));
  return paged(call, rows);
}

http::Response graph_comments(Stage& stage, const GraphCall& call, const std::string& request_id) {
  return call.method == "POST" ? comment(stage, call, request_id) : listed(stage, call);
}

bool is_feed_object(Stage& stage, const std::string& id) {
  return stage.chats.post(id) != nullptr || stage.chats.post_of_comment(id) != nullptr;
}

http::Response graph_feed_object(Stage& stage, const GraphCall& call) {
  const Place place = place_of(stage, call.node);
  Line* line = place.parent.empty() ? nullptr : place.post->find(place.parent);
  if (call.method == "GET") return json_answer(line ? comment_row(stage, *line) : post_row(*place.post->post));
  if (line) return change_comment(stage, call, *place.post, *line);
  if (call.method != "DELETE") throw bad_message;
  place.post->deleted = true;
  stage.post(page_post(stage.world.facebook, *place.post->post, "remove", stage.moment()));
  return json_answer({{"success", true}});
}

}  // namespace adapters::sandbox
