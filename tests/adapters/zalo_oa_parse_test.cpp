// Zalo OA bodies → contract lines: every event name and shape that is documented or was seen.
#include "adapters/zalo_oa/zalo_oa.hpp"
#include "tests/adapters/lines.hpp"

using namespace adapters;

namespace {

std::unique_ptr<Channel> zalo(std::vector<std::string> accounts = {}) {
  ZaloOaSettings settings;
  settings.accounts = std::move(accounts);
  return make_zalo_oa(settings);
}

// A direct event of person 771 with OA 607; `rest` completes the body.
std::string from_person(const std::string& event_name, const std::string& rest) {
  return R"({"app_id":"459","sender":{"id":"771"},"recipient":{"id":"607"},"user_id_by_app":"552",
      "event_name":")" + event_name +
         "\",\"timestamp\":\"1751100041636\"" + (rest.empty() ? "" : "," + rest) + "}";
}
std::string from_oa(const std::string& event_name, const std::string& rest, const std::string& admin = "") {
  return R"({"app_id":"459","sender":{"id":"607")" + (admin.empty() ? "" : ",\"admin_id\":\"" + admin + "\"") +
         R"(},"recipient":{"id":"771"},"event_name":")" + event_name + R"(","timestamp":"1751100041636",)" + rest + "}";
}
std::string in_group(const std::string& event_name, const std::string& message) {
  return R"({"event_name":")" + event_name + R"(","app_id":"459","sender":{"id":"875"},"recipient":{"id":"f40"},
      "message":)" + message +
         R"(,"oa_id":"607","timestamp":"1696908900672","user_id_by_app":"810"})";
}
std::string of_group(const std::string& event_name, const std::string& users = "") {
  return R"({"oa_id":"607","group_id":"f40","event_name":")" + event_name + R"(","app_id":"459",)" +
         (users.empty() ? "" : "\"users\":" + users + ",") + R"("timestamp":"1696407729124"})";
}

// A line of person 771 with OA 607.
std::string direct(const std::string& type, const std::string& rest = "", const std::string& at = "1751100041636") {
  return R"({"type":")" + type + R"(","account":"607","conversation":{"kind":"direct","id":"771"},"sender":{"id":"771"},
      "at":)" + at +
         (rest.empty() ? "" : "," + rest) + "}";
}
std::string group(const std::string& type, const std::string& rest = "") {
  return R"({"type":")" + type + R"(","account":"607","conversation":{"kind":"group","id":"f40"},"at":1696407729124)" +
         (rest.empty() ? "" : "," + rest) + "}";
}
std::string attached(const std::string& attachment) { return R"("message":{"msg_id":"m1",
    "attachments":[)" + attachment + "]}"; }
std::string with_attachment(const std::string& attachment) {
  return direct("message", R"("id":"m1","attachments":[)" + attachment + "]");
}

}  // namespace

TEST_CASE("Zalo direct messages") {
  check_rows(*zalo(), {
      {from_person("user_send_text", R"("message":{"text":" chào ","msg_id":"96"})"), direct("message", R"("id":"96",
          "text":" chào ")")},
      {from_person("user_send_text", R"("message":{"text":"to\u0302\u0301","msg_id":"96","quote_msg_id":"95"})"),
       direct("message", R"("id":"96","text":"tố","reply_to":"95")")},
      {from_person("user_send_text", R"("message":{"text":"a\ud83d","msg_id":96000000000000000001})"),
       direct("message", R"("id":"96000000000000000001","text":"a�")")},
      {from_person("user_send_image", R"("message":{"text":"ảnh đây","msg_id":"96","attachments":[{"type":"image",
          "payload":{"thumbnail":"https://t","url":"https://u"}}]})"),
       direct("message", R"("id":"96","text":"ảnh đây","attachments":[{"kind":"image","url":"https://u"}])")},
      {from_person("user_send_text", ""), direct("ignored", R"("reason":"empty")")},
      {from_person("user_send_text", R"("message":"text")"), direct("ignored", R"("reason":"empty")")},
      {from_person("user_send_poll", R"("message":{"msg_id":"1"})"), direct("ignored", R"("reason":"unsupported")")},
  });
}

TEST_CASE("Zalo attachments") {
  check_rows(*zalo(), {
      {from_person("user_send_image", attached(R"({"type":"image","payload":{"thumbnail":"https://t"}})")),
          with_attachment(R"({"kind":"image","url":"https://t"})")},
      {from_person("user_send_gif", attached(R"({"type":"gif","payload":{"thumbnail":"https://t",
          "url":"https://u"}})")), with_attachment(R"({"kind":"image","url":"https://u"})")},
      {from_person("user_send_link", attached(R"({"type":"link","payload":{"thumbnail":"https://t","description":"về",
          "url":"https://u"}})")), with_attachment(R"({"kind":"link","url":"https://u"})")},
      {from_person("user_send_audio", attached(R"({"type":"audio","payload":{"url":"https://u.amr"}})")),
          with_attachment(R"({"kind":"audio","url":"https://u.amr"})")},
      {from_person("user_send_video", attached(R"({"type":"video","payload":{"url":"https://u","thumbnail":"https://t",
          "description":"d"}})")), with_attachment(R"({"kind":"video","url":"https://u"})")},
      {from_person("user_send_sticker", attached(R"({"type":"sticker","payload":{"id":"bfe4","url":"https://s"}})")),
          with_attachment(R"({"kind":"sticker","url":"https://s"})")},
      {from_person("user_send_location", attached(R"({"type":"location","payload":{"coordinates":{"latitude":"10.7642",
          "longitude":"106.65"}}})")),
       with_attachment(R"({"kind":"location","latitude":10.7642,"longitude":106.65})")},
      {from_person("user_send_file", attached(R"({"type":"file","payload":{"size":"21016","name":"a.pdf","checksum":"c",
          "type":"pdf","url":"https://u"}})")),
       with_attachment(R"({"kind":"file","url":"https://u","name":"a.pdf","size":21016})")},
      {from_person("user_send_file", attached(R"({"type":"file","payload":{"size":21016}})")),
          with_attachment(R"({"kind":"file","size":21016})")},
      {from_person("user_send_business_card", attached(R"({"type":"link","payload":{"url":"www.zaloapp.com",
          "description":"{\"phone\":\"84900000001\",\"qrCodeUrl\":\"https://q\"}"}})")),
       with_attachment(R"({"kind":"contact","url":"www.zaloapp.com"})")},
      {from_person("user_send_link", attached(R"({"type":"link","payload":{"url":"u","description":"{broken"}})")),
          with_attachment(R"({"kind":"link","url":"u"})")},
      {from_person("user_send_image", attached(R"({"type":"hologram","payload":{}})")),
          with_attachment(R"({"kind":"other"})")},
      {from_person("user_send_image", attached(R"(1,null,"x",{"type":7,"payload":"p"})")),
          with_attachment(R"({"kind":"other"})")},
      {from_person("user_send_image", R"("message":{"msg_id":"m1","attachments":{"type":"image"}})"), direct("message",
          R"("id":"m1")")},
  });
}

TEST_CASE("Zalo group messages: all ten kinds, conversation is the recipient, account the oa_id") {
  for (const auto* kind : {"text", "image", "link", "audio", "location", "video", "business_card", "sticker", "gif",
      "file"}) {
    check_rows(*zalo(), {{in_group(std::string("user_send_group_") + kind, R"({"text":"/lich","msg_id":"e5",
        "quote_msg_id":"e4"})"),
                          R"({"type":"message","id":"e5","account":"607","conversation":{"kind":"group","id":"f40"},
                              "sender":{"id":"875"},
                              "at":1696908900672,"text":"/lich","reply_to":"e4"})"}});
    check_rows(*zalo(), {{from_person(std::string("user_send_") + kind, R"("message":{"text":"a","msg_id":"b"})"),
        direct("message", R"("id":"b","text":"a")")}});
  }
}

TEST_CASE("Zalo: a group is never taken for the account, nor an id for a number") {
  check_rows(*zalo(), {
      {R"({"event_name":"user_send_group_text","sender":{"id":"875"},"recipient":{"id":"f40"},"message":{"text":"x","msg_id":"e5"},"timestamp":"1696908900672"})",
       R"({"type":"message","id":"e5","account":"","conversation":{"kind":"group","id":"f40"},"sender":{"id":"875"},"at":1696908900672,"text":"x"})"},
      {R"({"event_name":"user_send_text","sender":{"id":7710000000000000001},"recipient":{"id":6070000000000000001},
          "message":{"text":"x","msg_id":9600000000000000001},"timestamp":1751100041636})",
       R"({"type":"message","id":"9600000000000000001","account":"6070000000000000001","conversation":{"kind":"direct","id":"7710000000000000001"},
           "sender":{"id":"7710000000000000001"},"at":1751100041636,"text":"x"})"},
      {R"({"event_name":"follow","oa_id":6070000000000000001,"follower":{"id":7710000000000000001},"source":"zalo","timestamp":1724921862})",
       R"({"type":"follow","account":"6070000000000000001","conversation":{"kind":"direct","id":"7710000000000000001"},
           "sender":{"id":"7710000000000000001"},"at":1724921862000})"},
      {R"({"event_name":"user_withdraw"})", R"({"type":"erase_request","account":"","at":null})"},
      {R"({"event_name":"user_reacted_message","sender":{"id":"771"},"recipient":{"id":"607"},"message":{"msg_id":43,"react_icon":":>"}})",
       R"({"type":"reaction","account":"607","conversation":{"kind":"direct","id":"771"},"sender":{"id":"771"},"at":null,
           "message_ids":["43"],"reaction":":>","undone":false})"},
  });
}

TEST_CASE("Zalo: all ten kinds of what the OA sends to a group are echoes") {
  for (const auto* kind : {"text", "image", "link", "audio", "location", "video", "business_card", "sticker", "gif", "file"})
    check_rows(*zalo({"607"}), {{in_group(std::string("oa_send_group_") + kind, R"({"msg_id":"e6"})"),
        R"({"type":"ignored","reason":"echo","id":"e6","account":"607","conversation":{"kind":"group","id":"f40"},"at":1696908900672})"}});
}

TEST_CASE("what the OA sent comes back as echo, or as staff if a human wrote it") {
  const std::string echo = R"({"type":"ignored","reason":"echo","id":"46","account":"607",
      "conversation":{"kind":"direct","id":"771"},"at":1751100041636})";
  const std::string staff = R"({"type":"staff_spoke","id":"46","account":"607","conversation":{"kind":"direct",
      "id":"771"},"sender":{"id":"426"},"at":1751100041636})";
  for (const auto* kind : {"text", "image", "gif", "list", "file", "sticker", "template", "consent"}) {
    const auto name = std::string("oa_send_") + kind;
    check_rows(*zalo(), {{from_oa(name, R"("message":{"msg_id":"46","text":"x"})"),
        echo}, {from_oa(name, R"("message":{"msg_id":"46"})", "426"), staff}});
  }
  check_rows(*zalo(), {
      {R"({"event_name":"oa_send_group_text","app_id":"459","sender":{"id":"607"},"recipient":{"id":"f40"},
          "message":{"text":"Lịch","msg_id":"e6"},"oa_id":"607","timestamp":"1696908901672"})",
       R"({"type":"ignored","reason":"echo","id":"e6","account":"607","conversation":{"kind":"group","id":"f40"},
           "at":1696908901672})"},
      {R"({"event_name":"oa_send_group_text","sender":{"id":"607","admin_id":"426"},"recipient":{"id":"f40"},
          "message":{"msg_id":"e6"},"timestamp":"1696908901672"})",
       R"({"type":"staff_spoke","id":"e6","account":"607","conversation":{"kind":"group","id":"f40"},
           "sender":{"id":"426"},"at":1696908901672})"},
      {from_oa("oa_send_anonymous_text", R"("message":{"msg_id":"46"})"), echo},
      {from_oa("oa_reacted_message", R"("message":{"msg_id":"46","react_icon":"/-heart"})"),
       R"({"type":"ignored","reason":"echo","account":"607","conversation":{"kind":"direct","id":"771"},
           "at":1751100041636})"},
  });
}

TEST_CASE("Zalo receipts and reactions") {
  check_rows(*zalo(), {
      {from_oa("user_received_message", R"("message":{"msg_id":"43"})"), direct("delivered",
          R"("message_ids":["43"])")},
      {from_oa("user_seen_message", R"("message":{"msg_ids":["43",44,null]})"), direct("seen", R"("message_ids":["43",
          "44"])")},
      {from_oa("user_seen_message", R"("message":{})"), direct("seen", R"("message_ids":[])")},
      {from_person("user_reacted_message", R"("message":{"msg_id":"43","react_icon":"/-heart"})"),
       direct("reaction", R"("message_ids":["43"],"reaction":"/-heart","undone":false)")},
      {from_person("user_reacted_message", R"("message":{"msg_id":"43","react_icon":"/-remove"})"),
       direct("reaction", R"("message_ids":["43"],"reaction":"","undone":true)")},
  });
}

TEST_CASE("Zalo: people come, go, hand over and withdraw") {
  const std::string relation = R"(","oa_id":"607","follower":{"id":"771"},"user_id_by_app":"552","source":"oa_profile","app_id":"459","timestamp":"1724921862647"})";
  check_rows(*zalo(), {
      {R"({"event_name":"follow)" + relation, direct("follow", "", "1724921862647")},
      {R"({"event_name":"unfollow)" + relation, direct("unfollow", "", "1724921862647")},
      {R"({"app_id":"459","event_name":"user_click_chatnow","oa_id":"607","user_id":"771",
          "timestamp":"1636707354448"})", direct("opened", "", "1636707354448")},
      {from_person("user_submit_info", R"("info":{"name":"Nguyễn Văn A","phone":84912345678,"address":"1 Lê Lợi",
          "city":"Lai Châu","district":"Tam Đường","ward":"Bình Lư"})"),
       direct("profile", R"("profile":{"name":"Nguyễn Văn A","phone":"+84912345678","address":"1 Lê Lợi",
           "city":"Lai Châu","district":"Tam Đường","ward":"Bình Lư"})")},
      {from_person("user_submit_info", R"("info":{"name":"B","phone":"0912 345 678","user_dob":"31/12/1990",
          "gender":"Nữ","full_address":{"user_city":"Lai Châu","user_ward":"Tân Phong","user_address":"số 2"}})"),
       direct("profile", R"("profile":{"name":"B","phone":"+84912345678","birthday":"1990-12-31","gender":"Nữ",
           "city":"Lai Châu","ward":"Tân Phong","address":"số 2"})")},
      {from_person("user_submit_info", R"("info":{"phone":912345678})"), direct("profile",
          R"("profile":{"phone":"+84912345678"})")},
      {from_person("user_submit_info", R"("info":{"phone":"+1 202 555","user_dob":"1990"})"), direct("profile",
          R"("profile":{"phone":"+1202555","birthday":"1990"})")},
      {from_person("user_submit_info", R"("info":[])"), direct("profile", R"("profile":{})")},
      {R"({"event_name":"user_withdraw","oa_id":"607","user_id":"771",
          "timestamp":"1636707354448"})", direct("erase_request", "", "1636707354448")},
      {R"({"event_name":"user_withdraw","oa_id":"","user_id":"",
          "timestamp":"1636707354448"})", R"({"type":"erase_request","account":"","at":1636707354448})"},
  });
}

TEST_CASE("Zalo groups: what happens to them") {
  const std::string one = R"([{"id":"875"}])";
  check_rows(*zalo(), {
      {of_group("create_group"), group("group_created")},
      {of_group("delete_group"), group("group_deleted")},
      {of_group("disperse_group"), group("group_deleted")},
      {of_group("update_group_info"), group("group_changed")},
      {of_group("user_join_group", R"([{"id":"875"},{"id":876},{"x":1},null])"), group("group_join",
          R"("persons":["875","876"])")},
      {of_group("user_join_group"), group("group_join", R"("persons":[])")},
      {of_group("user_request_join_group", one), group("group_request", R"("persons":["875"])")},
      {of_group("accept_request_join_group", one), group("group_join", R"("persons":["875"])")},
      {of_group("reject_request_join_group", one), group("group_changed")},
      {of_group("react_request_join_group", one), group("group_changed")},
      {of_group("react_request_join_group_accept", one), group("group_join", R"("persons":["875"])")},
      {of_group("react_request_join_group_reject", one), group("group_changed")},
      {of_group("user_out_group", one), group("group_leave", R"("persons":["875"])")},
      {of_group("user_leave_group", one), group("group_leave", R"("persons":["875"])")},
      {of_group("add_group_admin", one), group("group_changed")},
      {of_group("remove_group_admin", one), group("group_changed")},
  });
}

TEST_CASE("Zalo events that are not for us") {
  for (const auto* name : {"anonymous_send_text", "anonymous_send_image", "anonymous_send_file",
      "anonymous_send_sticker", "user_call_oa", "user_feedback",
                           "user_click_response_button", "update_user_info", "add_user_to_tag", "remove_user_from_tag",
                               "remove_tag", "user_reply_consent",
                           "widget_interaction_accepted", "change_template_status", "change_oa_daily_quota",
                               "permission_revoked", "shop_has_order", "change_template_quality", "change_template_quota", "event_journey_start",
                               "extension_purchased", "widget_failed_to_sync_user_external_id", "user_click_button", "user_click_link", "new_one"})
    check_rows(*zalo({"607"}), {{from_person(name, R"("message":{"msg_id":"1"})"), direct("ignored",
        R"("reason":"unsupported")")}});
  check_rows(*zalo({"607"}), {
      {"{}", R"({"type":"ignored","reason":"empty","account":"","at":null})"},
      {"[]", R"({"type":"ignored","reason":"empty","account":"","at":null})"},
      {"[1,[],null]", R"({"type":"ignored","reason":"empty","account":"","at":null})"},
      {R"({"event_name":7,"timestamp":"1751100041636"})", R"({"type":"ignored","reason":"empty","account":"",
          "at":1751100041636})"},
      {R"({"event_name":"change_template_status"})", R"({"type":"ignored","reason":"unsupported","account":"",
          "at":null})"},
      {from_person("user_send_text", R"("message":{"text":"x","msg_id":"This is message id"})"), direct("ignored",
          R"("reason":"test")")},
      {from_oa("oa_send_text", R"("message":{"text":"x","msg_id":"This is message id"})"),
       R"({"type":"ignored","reason":"test","account":"607","conversation":{"kind":"direct","id":"771"},
           "at":1751100041636})"},
      {from_oa("user_seen_message", R"("message":{"msg_ids":["This is message id"]})"), direct("ignored",
          R"("reason":"test")")},
  });
}

TEST_CASE("Zalo: another OA's events are set aside") {
  check_rows(*zalo({"1", "2"}), {
      {from_person("user_send_text", R"("message":{"text":"x","msg_id":"96"})"), direct("ignored", R"("id":"96",
          "reason":"other_account")")},
      {from_person("user_call_oa", ""), direct("ignored", R"("reason":"other_account")")},
      {of_group("create_group"), group("ignored", R"("reason":"other_account")")},
      {from_oa("oa_send_text", R"("message":{"msg_id":"46"})"),
       R"({"type":"ignored","reason":"other_account","id":"46","account":"607","conversation":{"kind":"direct",
           "id":"771"},"at":1751100041636})"},
      {from_person("user_send_text", R"("message":{"text":"x","msg_id":"This is message id"})"), direct("ignored",
          R"("reason":"test")")},
      {R"({"event_name":"user_withdraw","oa_id":"","user_id":"","timestamp":"1"})", R"({"type":"erase_request",
          "account":"","at":1000})"},
  });
}

TEST_CASE("Zalo: a list of bodies, times of all kinds, keys") {
  const auto one = from_person("user_send_text", R"("message":{"text":"x","msg_id":"96"})");
  check_rows(*zalo(), {{"[" + one + "," + one + "]", "[" + direct("message", R"("id":"96",
      "text":"x")") + "," + direct("message", R"("id":"96","text":"x")") + "]"}});
  check_rows(*zalo(), {{"\xEF\xBB\xBF" + one, direct("message", R"("id":"96","text":"x")")}});
  check_rows(*zalo(), {{R"({"event_name":"create_group","oa_id":6070000000000000001,"group_id":"g",
      "timestamp":1696407729})",
                        R"({"type":"group_created","account":"6070000000000000001","conversation":{"kind":"group",
                            "id":"g"},"at":1696407729000})"}});
  const auto seen = [](const std::string& id, const std::string& time) {
    return zalo()->parse(R"({"sender":{"id":"607"},"recipient":{"id":"771"},"event_name":"user_seen_message",
        "message":{"msg_ids":[")" + id +
                         R"("]},"timestamp":")" + time + "\"}").front().id;
  };
  CHECK(seen("1", "10") == seen("1", "10"));
  CHECK(seen("1", "10") != seen("2", "10"));
  CHECK(seen("1", "10") != seen("1", "11"));
}
