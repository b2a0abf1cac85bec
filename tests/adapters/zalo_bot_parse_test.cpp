// Zalo Bot bodies → contract lines: every event name and every wrapping that is documented or was seen.
#include "adapters/zalo_bot/zalo_bot.hpp"
#include "tests/adapters/lines.hpp"

using namespace adapters;

namespace {

std::unique_ptr<Channel> bot() { return make_zalo_bot({}); }

const std::string from = R"("from":{"id":"a01","is_bot":false,"display_name":"Nguyễn Văn A"})";
const std::string in_private = R"("chat":{"chat_type":"PRIVATE","id":"a01"})";
const std::string in_group = R"("chat":{"chat_type":"GROUP","id":"zgr-0001"})";

std::string body(const std::string& event_name, const std::string& rest, const std::string& chat = in_private) {
  return R"({"event_name":")" + event_name + R"(","message":{"date":1776919152762,)" + chat + R"(,"message_id":"m1",)" + from +
         (rest.empty() ? "" : "," + rest) + "}}";
}
std::string line(const std::string& type, const std::string& rest = "", const std::string& conversation = R"({"kind":"direct","id":"a01"})") {
  return R"({"type":")" + type + R"(","account":"","conversation":)" + conversation +
         R"(,"sender":{"id":"a01","name":"Nguyễn Văn A"},"at":1776919152762)" + (rest.empty() ? "" : "," + rest) + "}";
}
std::string message(const std::string& rest) { return line("message", R"("id":"m1")" + (rest.empty() ? "" : "," + rest)); }
const std::string chao = body("message.text.received", R"("text":"chào")");
const std::string said_chao = message(R"("text":"chào")");

}  // namespace

TEST_CASE("Zalo Bot: flat, wrapped, listed") {
  const auto two = "[" + said_chao + "," + said_chao + "]";
  check_rows(*bot(), {
      {chao, said_chao},
      {R"({"ok":true,"result":)" + chao + "}", said_chao},
      {"[" + chao + "]", said_chao},
      {"[" + chao + "," + chao + "]", two},
      {R"({"ok":true,"result":[)" + chao + "," + chao + "]}", two},
      {R"([{"ok":true,"result":)" + chao + "},null,7," + chao + "]", two},
      {"\xEF\xBB\xBF" + chao, said_chao},
  });
}

TEST_CASE("Zalo Bot: what people send") {
  check_rows(*bot(), {
      {body("message.text.received", R"("text":"to\u0302\u0301 ")"), message(R"("text":"tố ")")},
      {body("message.text.received", R"("text":"a\ud83d")"), message(R"("text":"a�")")},
      {body("message.text.received", R"("text":"")"), message("")},
      {body("message.image.received", R"("photo_url":"https://p","caption":"","message_type":"CHAT_PHOTO")"),
       message(R"("attachments":[{"kind":"image","url":"https://p"}])")},
      {body("message.image.received", R"("photo":"https://p","caption":"ảnh")"), message(R"("text":"ảnh","attachments":[{"kind":"image","url":"https://p"}])")},
      {body("message.image.received", R"("photo_url":"https://p","photos":["https://p","https://q",{"url":"https://r"},null,{}])"),
       message(R"("attachments":[{"kind":"image","url":"https://p"},{"kind":"image","url":"https://q"},{"kind":"image","url":"https://r"}])")},
      {body("message.image.received", ""), message(R"("attachments":[{"kind":"image"}])")},
      {body("message.sticker.received", R"("sticker":"bfe4","url":"https://s","message_type":"CHAT_STICKER")"),
       message(R"("attachments":[{"kind":"sticker","url":"https://s"}])")},
      {body("message.voice.received", R"("voice_url":"https://v.aac","message_type":"CHAT_VOICE")"),
       message(R"("attachments":[{"kind":"audio","url":"https://v.aac"}])")},
      {body("message.link.received", R"("url":"https://l","text":"xem")"), message(R"("text":"xem","attachments":[{"kind":"link","url":"https://l"}])")},
      {body("message.unsupported.received", ""), message(R"("attachments":[{"kind":"other"}])")},
      {body("message.reaction.received", R"("reaction":"/-heart")"), line("reaction", R"("message_ids":["m1"],"reaction":"/-heart","undone":false)")},
      {body("message.reaction.received", R"("react_icon":"/-remove")"), line("reaction", R"("message_ids":["m1"],"reaction":"","undone":true)")},
      {body("user.follow", ""), line("follow")},
      {body("user.unfollow", ""), line("unfollow")},
  });
}

TEST_CASE("Zalo Bot: in a group the mention stays in the text") {
  const std::string group = R"({"kind":"group","id":"zgr-0001"})";
  check_rows(*bot(), {
      {body("message.text.received", R"("text":"@Bot Cong Doan lịch họp")", in_group), line("message", R"("id":"m1","text":"@Bot Cong Doan lịch họp")", group)},
      {body("message.image.received", R"("photo_url":"https://p","caption":"@Bot xem")", in_group),
       line("message", R"("id":"m1","text":"@Bot xem","attachments":[{"kind":"image","url":"https://p"}])", group)},
      {body("message.text.received", R"("text":"x")", R"("chat":{"chat_type":"group","id":"g"})"), line("message", R"("id":"m1","text":"x")", R"({"kind":"group","id":"g"})")},
      {R"({"event_name":"group.bot.add","message":{"date":1776919152762,"chat":{"chat_type":"GROUP","id":"g"},"from":{"id":"a01"}}})",
       R"({"type":"group_created","account":"","conversation":{"kind":"group","id":"g"},"at":1776919152762})"},
      {R"({"event_name":"group.bot.remove","chat":{"id":"g"},"timestamp":"1776919152762"})",
       R"({"type":"group_deleted","account":"","conversation":{"kind":"group","id":"g"},"at":1776919152762})"},
  });
}

TEST_CASE("Zalo Bot: ids, names and times in all their shapes") {
  const auto timed = [](const std::string& date) {
    return R"({"event_name":"message.text.received","message":{)" + date + R"("chat":{"id":"a01"},"message_id":"m1","from":{"id":"a01","name":"A"},"text":"x"}})";
  };
  const auto at = [](const std::string& moment) {
    return R"({"type":"message","id":"m1","account":"","conversation":{"kind":"direct","id":"a01"},"sender":{"id":"a01","name":"A"},"text":"x","at":)" + moment + "}";
  };
  check_rows(*bot(), {
      {timed(R"("date":1776919152762,)"), at("1776919152762")},
      {timed(R"("date":1776919152,)"), at("1776919152000")},
      {timed(R"("date":"1776919152762",)"), at("1776919152762")},
      {timed(R"("date":"1776919152",)"), at("1776919152000")},
      {timed(""), at("null")},
      {timed(R"("date":[],)"), at("null")},
      {R"({"event_name":"message.text.received","message":{"chat":{"id":90071992547409931,"chat_type":"GROUP"},"message_id":90071992547409932,
          "from":{"id":90071992547409933},"text":"x"}})",
       R"({"type":"message","id":"90071992547409932","account":"","conversation":{"kind":"group","id":"90071992547409931"},
           "sender":{"id":"90071992547409933"},"text":"x","at":null})"},
      {R"({"event_name":"message.text.received","message":{"message_id":"m1","from":{"id":"a01"},"text":"x"}})",
       R"({"type":"message","id":"m1","account":"","conversation":{"kind":"direct","id":"a01"},"sender":{"id":"a01"},"text":"x","at":null})"},
  });
}

TEST_CASE("Zalo Bot: what is put aside") {
  const auto ignored = [](const std::string& reason) { return R"({"type":"ignored","reason":")" + reason + R"(","account":"","at":null})"; };
  check_rows(*bot(), {
      {R"({"event_name":"webhook.test","message":{"text":"test","date":1776919152}})", R"({"type":"ignored","reason":"test","account":"","at":1776919152000})"},
      {R"({"ok":true,"result":{"event_name":"webhook.test"}})", ignored("test")},
      {R"({"event_name":"message.unsupported.received"})", ignored("unsupported")},
      {R"({"event_name":"message.unsupported.received","message":{}})", ignored("unsupported")},
      {R"({"event_name":"message.text.received"})", ignored("empty")},
      {R"({"event_name":"message.text.received","message":"x"})", ignored("empty")},
      {R"({"event_name":"message.poll.received"})", ignored("unsupported")},
      {R"({"event_name":7})", ignored("empty")},
      {"{}", ignored("empty")},
      {"[]", ignored("empty")},
      {R"({"ok":true,"result":[]})", ignored("empty")},
      {R"({"ok":false,"error_code":401})", ignored("empty")},
      {R"({"event_name":"message.text.received","message":{"message_id":"m1","from":{"id":"b","is_bot":true},"chat":{"id":"g","chat_type":"GROUP"},"text":"x"}})",
       R"({"type":"ignored","reason":"echo","account":"","conversation":{"kind":"group","id":"g"},"sender":{"id":"b"},"at":null})"},
  });
  for (const auto* broken : {"", "x", "7", "\"text\"", "{\"a\":", "[1e999]"}) CHECK_THROWS_AS(bot()->parse(broken), BadBody);
}

TEST_CASE("Zalo Bot: events without an id of their own have a key of what they say") {
  const auto key = [](const std::string& body_text) { return bot()->parse(body_text).front().id; };
  const auto heart = body("message.reaction.received", R"("reaction":"/-heart")"), strong = body("message.reaction.received", R"("reaction":"/-strong")");
  CHECK(key(heart) == key(heart));
  CHECK(key(heart) != key(strong));
  CHECK(key(heart) != "m1");
}
