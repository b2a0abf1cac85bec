// Collisions of the language: words that are one word more when their marks are lost, or another in another place.
#include "tests/language/said.hpp"

using namespace said;

TEST_CASE("marks tell apart what folding joins") {
  check_all({{"có", "unclear", R"({"candidates":["attendance_reply","poll_vote"],"needs":"what_it_replies_to"})"},
             {"cô", "unclear", R"({"candidates":[]})"},
             {"cổ", "unclear", R"({"candidates":[]})"},
             {"vắng", "attendance_reply", R"({"status":"no","needs":"one_open_event"})"},
             {"vâng", "unclear", R"({"candidates":["ack","poll_vote","ignore"],"needs":"what_it_replies_to"})"},
             {"Vàng", "unclear", R"({"candidates":[]})"},
             {"vang", "attendance_reply", R"({"status":"no","needs":"one_open_event"})"},
             {"đồng ý", "poll_vote", R"({"choices":["yes"],"needs":"one_open_yes_no_poll"})"},
             {"đông y", "unclear", R"({"candidates":[]})"},
             {"chọn ba", "poll_vote", R"({"choices":[3],"needs":"one_open_poll"})"},
             {"chọn tư", "poll_vote", R"({"choices":[4],"needs":"one_open_poll"})"},
             {"phương án năm", "poll_vote", R"({"choices":[5],"needs":"one_open_poll"})"}},
            direct(Role::member));
  check_all({{"đóng bc 7", "poll_close", R"({"poll":7})"}, {"đồng bc 7", "unclear", R"({"candidates":["poll_vote"]})"}}, direct(Role::chair));
}

TEST_CASE("bc is a poll beside a number and a report beside a period") {
  check_all({{"xem bc 7", "stats", R"({"metric":"poll","poll":7})"},
             {"bc 7 thế nào rồi", "stats", R"({"metric":"poll","poll":7})"},
             {"bc tháng 11", "report_export", R"({"kind":"thang","period":"2026-11"})"},
             {"nộp bc quý 3", "report_submit", R"({"kind":"quy","period":"2026-Q3"})"}},
            direct(Role::chair));
}

TEST_CASE("ct is a chỉ thị beside a number and a chủ tịch beside a name") {
  check({"xem ct 52", "directive_find", R"({"doc_number":"52","doc_type":"CT","needs":"CT_may_mean_chi_thi_or_chu_tich"})"}, direct(Role::member));
  check({"cho Lò Văn Pản làm ct CĐCS May", "role_grant", R"({"name":"Lò Văn Pản","role":"chủ tịch","unit":"CĐCS May"})"}, direct(Role::officer));
}

TEST_CASE("hn is today, mai a day and Mai a name, t5 a weekday and t11 a month") {
  check_all({{"điểm danh hn", "checkin", R"({"needs":"one_open_event"})"},
             {"mai em vắng", "attendance_reply", R"({"status":"no","date":"2026-11-24","needs":"one_open_event"})"},
             {"t5 em vắng", "attendance_reply", R"({"status":"no","date":"2026-11-26","needs":"one_open_event"})"},
             {"cn em đi được", "attendance_reply", R"({"status":"yes","date":"2026-11-29","needs":"one_open_event"})"}},
            direct(Role::member));
  check_all({{"tk t11", "stats", R"({"metric":"overview","period":"2026-11"})"}, {"tk t5", "stats", R"({"metric":"overview","period":"2026-05"})"}}, direct(Role::chair));
  check_all({{"chị Mai đâu rồi", "ignore"}, {"mai gặp nhé", "ignore"}}, group(Role::member));
}

TEST_CASE("numbers, days and what does not exist") {
  check_all({{"em vắng ngày 31/11", "attendance_reply", R"({"status":"no","needs":"one_open_event"})"},
             {"bc1: -1", "unclear", R"({"candidates":["poll_vote"]})"},
             {"bc99999999999999999999: 1", "unclear", R"({"candidates":[]})"}},
            direct(Role::member));
  check_all({{"giao pa 46 cho Trần Văn Hùng, 1 ngày làm việc", "feedback_assign", R"({"ticket":"PA-0046","to":"Trần Văn Hùng","due":"2026-11-25"})"},
             {"giao pa 46 cho Trần Văn Hùng, hạn 1 ngày", "feedback_assign", R"({"ticket":"PA-0046","to":"Trần Văn Hùng","due":"2026-11-24"})"}},
            direct(Role::officer));
  check_all({{"tạo bình chọn: Đi đâu? | A | B | hạn 31/2", "poll_create", R"({"question":"Đi đâu?","options":["A","B"]})"}}, direct(Role::chair));
}

TEST_CASE("letters that look like words") {
  check_all({{"2 a", "poll_vote", R"({"choices":[2],"needs":"one_open_poll"})"}, {"bc5 a", "poll_vote", R"({"choices":[1],"poll":5})"}}, direct(Role::member));
  check({"thêm Lò A Páo vào tổ 3", "member_add", R"({"name":"Lò A Páo","group":"tổ 3"})"}, direct(Role::chair));
}

TEST_CASE("keyboards: Telex, VNI, glued words, swapped letters, full width, broken encoding") {
  for (const auto* line : {"điểm danh 1093", "ddieemr danh 1093", "d9iem63 danh 1093", "diemdanh 1093", "điểm dahn 1093", "ｄｉｅｍ ｄａｎｈ １０９３", "ĐIỂM  DANH 1093", "đd 1093"}) {
    check({line, "checkin", R"({"code":"1093"})"}, direct(Role::member));
  }
  check({"Ä‘iá»ƒm danh", "unclear", R"({"candidates":["checkin"]})"}, direct(Role::chair));
  check({"điểm danh 1093 \u200f", "checkin", R"({"code":"1093"})"}, direct(Role::member));
}

TEST_CASE("an acknowledgement with thanks or an emoji is one") {
  for (const auto* line : {"đã đọc rồi ạ 🙏", "đã nhận, em cảm ơn", "đã rõ ạ ❤️", "dạ em đã xem rồi nhé"}) check({line, "ack", R"({"needs":"one_unread_document"})"}, direct(Role::member));
}

TEST_CASE("invite codes in any writing") {
  for (const auto* line : {"7KQM-XR4T-9HPW", "7kqm-xr4t-9hpw", "7KQM XR4T 9HPW", "mã 7kqm xr4t 9hpw", "ma moi: 7KQMXR4T9HPW"}) check({line, "invite_code", R"({"code":"7KQM-XR4T-9HPW"})"}, direct(Role::member));
}
