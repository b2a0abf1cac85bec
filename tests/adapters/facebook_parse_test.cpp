// Messenger bodies → contract lines: every event and shape that is documented or was seen.
#include "adapters/facebook/facebook.hpp"
#include "tests/adapters/lines.hpp"

using namespace adapters;

namespace {

std::unique_ptr<Channel> facebook(std::string app_id = "", std::vector<std::string> accounts = {}) {
  FacebookSettings settings;
  settings.app_id = std::move(app_id);
  settings.accounts = std::move(accounts);
  return make_facebook(settings);
}

std::string page_body(const std::string& rest, const std::string& page = "100") {
  return R"({"object":"page","entry":[{"id":")" + page + R"(","time":1790000000123,)" + rest + "}]}";
}
// An item of person 7001 to Page 100.
std::string item(const std::string& what, const std::string& list = "messaging") {
  return page_body("\"" + list + R"(":[{"sender":{"id":"7001"},"recipient":{"id":"100"},"timestamp":1790000000100,)" + what + "}]");
}
std::string echo_item(const std::string& message) {
  return page_body(R"("messaging":[{"sender":{"id":"100"},"recipient":{"id":"7001"},"timestamp":1790000000100,
      "message":)" + message + "}]");
}
std::string change(const std::string& value, const std::string& field = "feed") {
  return R"({"object":"page","entry":[{"id":"100","time":1790000009,"changes":[{"field":")" + field + R"(",
      "value":)" + value + "}]}]}";
}

std::string direct(const std::string& type, const std::string& rest = "") {
  return R"({"type":")" + type + R"(","account":"100","conversation":{"kind":"direct","id":"7001"},
      "sender":{"id":"7001"},"at":1790000000100)" +
         (rest.empty() ? "" : "," + rest) + "}";
}
std::string ours(const std::string& type, const std::string& rest = "") {
  return R"({"type":")" + type + R"(","account":"100","conversation":{"kind":"direct","id":"7001"},
      "at":1790000000100)" +
         (rest.empty() ? "" : "," + rest) + "}";
}
std::string comment(const std::string& type, const std::string& rest, const std::string& at = "1790000000000") {
  return R"({"type":")" + type + R"(","account":"100","conversation":{"kind":"comments","id":"100_55"},
      "sender":{"id":"7001","name":"A"},"at":)" + at + "," + rest + "}";
}
std::string attached(const std::string& attachments) { return item(R"("message":{"mid":"m",
    "attachments":[)" + attachments + "]}"); }
std::string with(const std::string& attachments) { return direct("message", R"("id":"m",
    "attachments":[)" + attachments + "]"); }

}  // namespace

TEST_CASE("Messenger messages") {
  check_rows(*facebook(), {
      {item(R"("message":{"mid":"m_1","text":"xin ch\u00e0o"})"), direct("message", R"("id":"m_1","text":"xin chào")")},
      {item(R"("message":{"mid":"m_2","text":"vâng","reply_to":{"mid":"m_0","is_self_reply":false}})"),
          direct("message", R"("id":"m_2","text":"vâng","reply_to":"m_0")")},
      {item(R"("message":{"mid":"m_1","text":"Có","quick_reply":{"payload":"JOIN_YES"}})"), direct("button",
          R"("id":"m_1","text":"Có","payload":"JOIN_YES")")},
      {item(R"("message":{"mid":"m_1","text":"Có","quick_reply":{}})"), direct("message", R"("id":"m_1","text":"Có")")},
      {item(R"("message":{"mid":"m_8","is_unsupported":true})"), direct("message", R"("id":"m_8",
          "attachments":[{"kind":"other"}])")},
      {item(R"("message":{"mid":"m_7","is_deleted":true})"), direct("deleted", R"("message_ids":["m_7"])")},
      {item(R"("message_edit":{"mid":"m_1","text":"sửa","num_edit":1})"), direct("edited", R"("message_ids":["m_1"],
          "text":"sửa")")},
      {item(R"("message":{"mid":"m_1","text":"\ud800!"})"), direct("message", R"("id":"m_1","text":"�!")")},
      {item(R"("message":{"text":"no id"})"), direct("message", R"("text":"no id")")},
  });
}

TEST_CASE("Messenger attachments") {
  check_rows(*facebook(), {
      {attached(R"({"type":"image","payload":{"url":"https://x"}})"), with(R"({"kind":"image","url":"https://x"})")},
      {attached(R"({"type":"audio","payload":{"url":"https://x"}})"), with(R"({"kind":"audio","url":"https://x"})")},
      {attached(R"({"type":"video","payload":{"url":"https://x"}})"), with(R"({"kind":"video","url":"https://x"})")},
      {attached(R"({"type":"file","payload":{"url":"https://x"}})"), with(R"({"kind":"file","url":"https://x"})")},
      {attached(R"({"type":"fallback","payload":{"url":"https://a","title":"A"}})"), with(R"({"kind":"link",
          "url":"https://a","name":"A"})")},
      {attached(R"({"type":"fallback","title":"A","url":"https://a","payload":null})"), with(R"({"kind":"link",
          "url":"https://a","name":"A"})")},
      {attached(R"({"type":"fallback","payload":"https://a"})"), with(R"({"kind":"link","url":"https://a"})")},
      {attached(R"({"type":"fallback","payload":"no address"})"), with(R"({"kind":"other"})")},
      {attached(R"({"type":"template"})"), with(R"({"kind":"other"})")},
      {attached(R"({"type":"post","payload":{"url":"https://p"}},{"type":"reel","payload":{"url":"https://r"}},
          {"type":"ig_reel","payload":{}})"),
       with(R"({"kind":"link","url":"https://p"},{"kind":"link","url":"https://r"},{"kind":"other"})")},
      {attached(R"({"type":"appointment_booking","payload":{}})"), with(R"({"kind":"other"})")},
      {attached(R"({"type":"location","title":"Nhà","payload":{"coordinates":{"lat":22.4,"long":103.4}}})"),
       with(R"({"kind":"location","name":"Nhà","latitude":22.4,"longitude":103.4})")},
      {attached(R"(null,3,"x",{})"), with(R"({"kind":"other"})")},
  });
}

TEST_CASE("one Messenger sticker is one attachment, whatever its shape") {
  const std::string one = with(R"({"kind":"sticker","url":"https://s"})");
  const std::string like = direct("message", R"("id":"m","text":"👍","attachments":[{"kind":"sticker",
      "url":"https://s"}])");
  check_rows(*facebook(), {
      {attached(R"({"type":"sticker","payload":{"url":"https://s","sticker_id":5}})"), one},
      {attached(R"({"type":"image","payload":{"url":"https://s","sticker_id":5}})"), one},
      {attached(R"({"type":"image","payload":{"url":"https://s","sticker_id":5}},{"type":"sticker",
          "payload":{"url":"https://s","sticker_id":5}})"), one},
      {attached(R"({"type":"sticker","payload":{"sticker_id":"5"}},{"type":"image","payload":{"url":"https://s",
          "sticker_id":5}})"), one},
      {attached(R"({"type":"image","payload":{"url":"https://s"}},{"type":"sticker","payload":{"url":"https://s",
          "sticker_id":5}})"), one},
      {attached(R"({"type":"sticker","payload":{"url":"https://s","sticker_id":5}},{"type":"image",
          "payload":{"url":"https://s"}})"), one},
      {item(R"("message":{"mid":"m","sticker_id":5,"attachments":[{"type":"image","payload":{"url":"https://s"}}]})"),
          one},
      {item(R"("message":{"mid":"m","sticker_id":5})"), with(R"({"kind":"sticker"})")},
      {attached(R"({"type":"sticker","payload":{"url":"https://s","sticker_id":369239263222822}})"), like},
      {attached(R"({"type":"image","payload":{"url":"https://s","sticker_id":"369239343222814"}})"), like},
      {attached(R"({"type":"image","payload":{"url":"https://s","sticker_id":369239383222810}})"), like},
  });
}

TEST_CASE("Messenger echoes: ours, or somebody else in our name") {
  const std::string echo = ours("ignored", R"("id":"m_6","reason":"echo")");
  const std::string staff = ours("staff_spoke", R"("id":"m_6")");
  const std::string body = echo_item(R"({"mid":"m_6","is_echo":true,"app_id":12345,"metadata":"k1","text":"…"})");
  check_rows(*facebook(), {{body, echo}});
  check_rows(*facebook("12345"), {{body, echo}, {echo_item(R"({"mid":"m_6","is_echo":true,"app_id":"12345"})"), echo}});
  check_rows(*facebook("777"), {{body, staff}});
  check_rows(*facebook("777"), {{echo_item(R"({"mid":"m_6","is_echo":true,"text":"từ hộp thư"})"), staff}});
  check_rows(*facebook("777"), {{echo_item(R"({"mid":"m_6","app_id":263902037430900})"), staff}});
  CHECK(facebook()->parse(body).front().job_id == "k1");
  CHECK(facebook("777")->parse(body).front().job_id.empty());
}

TEST_CASE("Messenger buttons, referrals, opt-ins") {
  check_rows(*facebook(), {
      {item(R"("postback":{"mid":"m_9","title":"Bắt đầu","payload":"GET_STARTED","referral":{"ref":"nhom-a",
          "source":"SHORTLINK","type":"OPEN_THREAD"}})"),
       direct("button", R"("id":"m_9","text":"Bắt đầu","payload":"GET_STARTED","ref":"nhom-a")")},
      {item(R"("postback":{"title":"Có","payload":"P"})"), direct("button", R"("text":"Có","payload":"P")")},
      {item(R"("referral":{"ref":"nhom-a","source":"SHORTLINK","type":"OPEN_THREAD"})"), direct("referral",
          R"("ref":"nhom-a")")},
      {item(R"("optin":{"ref":"x"})"), direct("referral", R"("ref":"x")")},
      {item(R"("optin":{"type":"notification_messages","notification_messages_token":"t"})"), direct("ignored",
          R"("reason":"unsupported")")},
      {page_body(R"("messaging":[{"recipient":{"id":"100"},"timestamp":"1790000000","optin":{"ref":"x",
          "user_ref":"y"}}])"),
       R"({"type":"referral","account":"100","at":1790000000000,"ref":"x"})"},
  });
}

TEST_CASE("Messenger receipts and reactions") {
  check_rows(*facebook(), {
      {item(R"("delivery":{"mids":["m_6"],"watermark":1790000000200})"), direct("delivered", R"("message_ids":["m_6"],
          "watermark":1790000000200)")},
      {item(R"("delivery":{"watermark":"1790000000200"})"), direct("delivered", R"("message_ids":[],
          "watermark":1790000000200)")},
      {item(R"("read":{"watermark":1790000000})"), direct("seen", R"("message_ids":[],"watermark":1790000000000)")},
      {item(R"("reaction":{"action":"react","reaction":"love","emoji":"❤️","mid":"m_6"})"), direct("reaction",
          R"("message_ids":["m_6"],"reaction":"❤️","undone":false)")},
      {item(R"("reaction":{"action":"unreact","mid":"m_6"})"), direct("reaction", R"("message_ids":["m_6"],
          "reaction":"","undone":true)")},
      {page_body(R"("messaging":[{"sender":{"id":"100"},"recipient":{"id":"7001"},"timestamp":1790000000100,
          "reaction":{"action":"react","mid":"m"}}])"),
       ours("ignored", R"("reason":"echo")")},
  });
}

TEST_CASE("Messenger items that are not for us") {
  for (const auto* what : {"pass_thread_control", "take_thread_control", "request_thread_control", "app_roles",
      "account_linking", "game_play", "message_unknown"})
    check_rows(*facebook(), {{item("\"" + std::string(what) + R"(":{"metadata":"m"})"), direct("ignored",
        R"("reason":"unsupported")")}});
  const std::string empty = R"({"type":"ignored","reason":"empty","account":"","at":null})";
  check_rows(*facebook(), {
      {page_body(R"("messaging":[{"recipient":{"id":"100"},"timestamp":1790000000000,
          "policy_enforcement":{"action":"block","reason":"…"}}])"),
       R"({"type":"ignored","reason":"unsupported","account":"100","at":1790000000000})"},
      {item(R"("message":{"mid":"m_1","text":"x"})", "standby"), direct("ignored", R"("id":"m_1","reason":"standby")")},
      {item(R"("postback":{"title":"x"})", "standby"), direct("ignored", R"("reason":"standby")")},
      {R"({"object":"instagram","entry":[{"id":"1","messaging":[{}]}]})", R"({"type":"ignored","reason":"unsupported",
          "account":"","at":null})"},
      {"{}", empty},
      {"[]", empty},
      {R"({"object":"page"})", empty},
      {R"({"object":"page","entry":{}})", empty},
      {R"({"object":"page","entry":[7,null]})", empty},
      {R"({"object":"page","entry":[{"id":"100","time":1790000000123,"hop_context":null}]})", R"({"type":"ignored",
          "reason":"empty","account":"100","at":1790000000123})"},
  });
}

TEST_CASE("Messenger: the dashboard's Test button") {
  const std::string test = R"({"type":"ignored","reason":"test","account":"0","at":1790000000000})";
  check_rows(*facebook("", {"100"}), {
      {R"({"object":"page","entry":[{"id":"0","time":1790000000,"changes":[{"field":"messages",
          "value":{"sender":{"id":"1"}}}]}]})", test},
      {R"({"object":"page","entry":[{"id":"0","time":1790000000,"changes":[{"field":"messages"}]}]})", test},
      {R"({"object":"page","entry":[{"id":0,"time":1790000000}]})", test},
  });
}

TEST_CASE("Messenger: Pages, order, batches") {
  check_rows(*facebook("", {"200"}), {{item(R"("message":{"mid":"m_1","text":"x"})"), direct("ignored", R"("id":"m_1",
      "reason":"other_account")")},
                                      {item(R"("message":{"mid":"m_1","text":"x"})", "standby"), direct("ignored",
                                          R"("id":"m_1","reason":"other_account")")}});
  check_rows(*facebook(), {
      {page_body(R"("messaging":[{"sender":{"id":"7001"},"recipient":{"id":"100"},"timestamp":1,
          "message":{"mid":"a"}}])", "999"),
       R"({"type":"ignored","reason":"other_account","id":"a","account":"100","conversation":{"kind":"direct",
           "id":"7001"},"sender":{"id":"7001"},"at":1000})"},
      {R"({"object":"page","entry":[
          {"id":100,"time":1790000000,"standby":[{"sender":{"id":7001},"recipient":{"id":100},"message":{"mid":"s"}}],
           "messaging":[{"sender":{"id":7001},"recipient":{"id":100},"message":{"mid":"a"}},{"sender":{"id":7001},"recipient":{"id":100},"message":{"mid":"b"}}]},
          {"id":"200","time":1790000000,"messaging":[{"sender":{"id":"8"},"recipient":{"id":"200"},"message":{"mid":"c"}}]}]})",
       R"([{"type":"ignored","reason":"standby","id":"s","account":"100","conversation":{"kind":"direct","id":"7001"},
           "sender":{"id":"7001"},"at":1790000000000},
           {"type":"message","id":"a","account":"100","conversation":{"kind":"direct","id":"7001"},"sender":{"id":"7001"},"at":1790000000000},
           {"type":"message","id":"b","account":"100","conversation":{"kind":"direct","id":"7001"},"sender":{"id":"7001"},"at":1790000000000},
           {"type":"message","id":"c","account":"200","conversation":{"kind":"direct","id":"8"},"sender":{"id":"8"},"at":1790000000000}])"},
  });
}

TEST_CASE("comments under the Page's posts") {
  const auto value = [](const std::string& verb, const std::string& rest) {
    return change(R"({"item":"comment","verb":")" + verb + R"(","post_id":"100_55","comment_id":"55_77",
        "from":{"id":"7001","name":"A"},)" + rest + "}");
  };
  check_rows(*facebook(), {
      {value("add", R"("parent_id":"100_55","message":"hỏi","created_time":1790000000)"), comment("comment",
          R"("id":"55_77","text":"hỏi")")},
      {value("add", R"("parent_id":"55_76","message":"đáp","created_time":1790000000)"), comment("comment",
          R"("id":"55_77","text":"đáp","reply_to":"55_76")")},
      {value("add", R"("photo":"https://p","link":"https://l","created_time":1790000000)"), comment("comment",
          R"("id":"55_77","attachments":[{"kind":"image","url":"https://p"}])")},
      {value("add", R"("link":"https://l","created_time":1790000000)"), comment("comment", R"("id":"55_77",
          "attachments":[{"kind":"link","url":"https://l"}])")},
      {value("edited", R"("message":"sửa","created_time":1790000000)"), comment("edited", R"("message_ids":["55_77"],
          "text":"sửa")")},
      {value("edit", R"("message":"sửa","created_time":1790000000)"), comment("edited", R"("message_ids":["55_77"],
          "text":"sửa")")},
      {value("remove", R"("parent_id":"100_55")"), comment("deleted", R"("message_ids":["55_77"])", "1790000009000")},
      {value("hide", R"("created_time":1790000000)"), comment("ignored", R"("reason":"unsupported")")},
      {value("unhide", R"("created_time":1790000000)"), comment("ignored", R"("reason":"unsupported")")},
      {change(R"({"item":"comment","verb":"add","post_id":"100_55","comment_id":"55_77","sender_id":7001,
          "sender_name":"A","message":"cũ","created_time":1790000000})"),
       comment("comment", R"("id":"55_77","text":"cũ")")},
      {change(R"({"item":"comment","verb":"add","post_id":"100_55","comment_id":"55_78","from":{"id":"100",
          "name":"Trang"},"message":"x","created_time":1790000000})"),
       R"({"type":"ignored","reason":"echo","account":"100","conversation":{"kind":"comments","id":"100_55"},
           "at":1790000000000})"},
      {change(R"({"item":"status","verb":"add","post_id":"100_55","from":{"id":"100"},"created_time":1790000000})"),
       R"({"type":"ignored","reason":"echo","account":"100","conversation":{"kind":"comments","id":"100_55"},
           "at":1790000000000})"},
      {change(R"({"item":"reaction","verb":"add","post_id":"100_55","from":{"id":"7001","name":"A"},
          "created_time":1790000000})"),
       comment("ignored", R"("reason":"unsupported")")},
      {change(R"({"item":"comment","verb":"remove","post_id":"100_55","comment_id":"55_77"})"),
       R"({"type":"deleted","account":"100","conversation":{"kind":"comments","id":"100_55"},"at":1790000009000,
           "message_ids":["55_77"]})"},
      {change(R"({"item":"post"})", "mention"), R"({"type":"ignored","reason":"unsupported","account":"100",
          "at":1790000009000})"},
      {change("7"), R"({"type":"ignored","reason":"unsupported","account":"100","at":1790000009000})"},
  });
}

TEST_CASE("comments in a group under the Page's post (group_feed)") {
  const std::string entry = R"({"object":"page","entry":[{"id":"100","time":1790000000123,"hop_context":null,
      "messaging":[{"recipient":{"id":"100"},
      "from":{"id":"7001","name":"A"},"group_id":"9","comment_id":"55_77","parent_id":"55_70","post_id":"100_55","created_time":1790000000,
      "item":"comment","verb":"add","message":"hỏi","field":"group_feed"}]}]})";
  const std::string line = comment("comment", R"("id":"55_77","text":"hỏi","reply_to":"55_70")");
  auto other_spelling = entry;
  other_spelling.replace(other_spelling.find("group_feed"), 10, "groups_feed");
  check_rows(*facebook(), {{entry, line}, {"[" + entry + "]", line}, {other_spelling, line}});
  check_rows(*facebook(), {{change(R"({"item":"comment","verb":"add","post_id":"100_55","comment_id":"55_77","parent_id":"55_70",
      "from":{"id":"7001","name":"A"},"message":"hỏi","created_time":1790000000,"group_id":"9"})", "groups_feed"), line}});
  check_rows(*facebook("", {"5"}), {{entry, comment("ignored", R"("id":"55_77","reason":"other_account")")}});
}

TEST_CASE("Messenger: of equal lists the last counts, and a Page's id that is none carries no events") {
  check_rows(*facebook(), {
      {page_body(R"("messaging":[{"sender":{"id":"7001"},"recipient":{"id":"100"},"timestamp":1790000000100,"message":{"mid":"a"}}],
          "messaging":[{"sender":{"id":"7001"},"recipient":{"id":"100"},"timestamp":1790000000100,"message":{"mid":"b"}}])"),
       direct("message", R"("id":"b")")},
      {page_body(R"("messaging":[{"message":{"mid":"a"}},{"message":{"mid":"b"}}])", std::string(65, '1')),
       R"({"type":"ignored","reason":"unsupported","account":"","at":1790000000123})"},
  });
}
