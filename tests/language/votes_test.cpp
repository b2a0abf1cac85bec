// Votes and polls.
#include "tests/language/said.hpp"

using namespace said;

TEST_CASE("votes with a number") {
  check_spellings(
      {
          {"bc1: 2", "poll_vote", R"({"choices":[2],"poll":1})"},
          {"bc 1 2", "poll_vote", R"({"choices":[2],"poll":1})"},
          {"bc12 chọn 3", "poll_vote", R"({"choices":[3],"poll":12})"},
          {"bc4 1 và 3", "poll_vote", R"({"choices":[1,3],"poll":4})"},
          {"bc4: 3,1,1", "poll_vote", R"({"choices":[1,3],"poll":4})"},
          {"bình chọn 5: 3", "poll_vote", R"({"choices":[3],"poll":5})"},
          {"bình chọn số 5 chọn 3", "poll_vote", R"({"choices":[3],"poll":5})"},
          {"câu 9 chọn phương án 2", "poll_vote", R"({"choices":[2],"poll":9})"},
          {"chọn b cho bc 6", "poll_vote", R"({"choices":[2],"poll":6})"},
          {"bc5 b", "poll_vote", R"({"choices":[2],"poll":5})"},
          {"bc1 có", "poll_vote", R"({"choices":["yes"],"poll":1})"},
          {"bc1 không", "poll_vote", R"({"choices":["no"],"poll":1})"},
          {"bc1: đồng ý", "poll_vote", R"({"choices":["yes"],"poll":1})"},
          {"bc1 không đồng ý", "poll_vote", R"({"choices":["no"],"poll":1})"},
          {"bc3 phiếu trắng", "poll_vote", R"({"choices":["abstain"],"poll":3})"},
          {"bc3 ý kiến khác: tặng thẻ sách", "poll_vote", R"({"choices":["other"],"poll":3,"other_text":"tặng thẻ sách"})"},
          {"chọn phương án ba", "poll_vote", R"({"choices":[3],"needs":"one_open_poll"})"},
          {"nghiêng về phương án b", "poll_vote", R"({"choices":[2],"needs":"one_open_poll"})"},
          {"chọn cả hai", "poll_vote", R"({"choices":[1,2],"needs":"one_open_poll"})"},
          {"bc2 chọn cả 3 phương án", "poll_vote", R"({"choices":[1,2,3],"poll":2})"},
          {"đổi sang 2 bc 7", "poll_vote", R"({"choices":[2],"poll":7,"change":true})"},
          {"bc7 chọn nhầm, sửa lại thành 4", "poll_vote", R"({"choices":[4],"poll":7,"change":true})"},
          {"huỷ phiếu bc 7", "poll_unvote", R"({"poll":7})"},
          {"rút lại phiếu", "poll_unvote", R"({"needs":"one_open_poll"})"},
      },
      direct(Role::member));
}

TEST_CASE("bare answers in a direct chat") {
  check_all(
      {
          {"2", "poll_vote", R"({"choices":[2],"needs":"one_open_poll"})"},
          {"2 ạ", "poll_vote", R"({"choices":[2],"needs":"one_open_poll"})"},
          {"2 a", "poll_vote", R"({"choices":[2],"needs":"one_open_poll"})"},
          {"B", "poll_vote", R"({"choices":[2],"needs":"one_open_poll"})"},
          {"1 và 3", "poll_vote", R"({"choices":[1,3],"needs":"one_open_poll"})"},
          {"1,3", "poll_vote", R"({"choices":[1,3],"needs":"one_open_poll"})"},
          {"3,1,2.", "poll_vote", R"({"choices":[1,2,3],"needs":"one_open_poll"})"},
          {"2 5", "unclear", R"({"candidates":["poll_vote"],"needs":"poll_or_two_choices"})"},
          {"bc5 a", "poll_vote", R"({"choices":[1],"poll":5})"},
          {"phương án hai", "poll_vote", R"({"choices":[2],"needs":"one_open_poll"})"},
          {"👍", "poll_vote", R"({"choices":["yes"],"needs":"one_open_yes_no_poll_and_reply_to_it"})"},
          {"👍🏽👍🏽", "poll_vote", R"({"choices":["yes"],"needs":"one_open_yes_no_poll_and_reply_to_it"})"},
          {"đồng ý ạ", "poll_vote", R"({"choices":["yes"],"needs":"one_open_yes_no_poll"})"},
          {"không đồng ý", "poll_vote", R"({"choices":["no"],"needs":"one_open_yes_no_poll"})"},
          {"không nhất trí đâu", "unclear", R"({"candidates":[]})"},
          {"có", "unclear", R"({"candidates":["attendance_reply","poll_vote"],"needs":"what_it_replies_to"})"},
          {"dạ có ạ", "unclear", R"({"candidates":["attendance_reply","poll_vote"],"needs":"what_it_replies_to"})"},
          {"ok ad", "unclear", R"({"candidates":["ack","poll_vote","ignore"],"needs":"what_it_replies_to"})"},
          {"dạ vâng", "unclear", R"({"candidates":["ack","poll_vote","ignore"],"needs":"what_it_replies_to"})"},
          {"5/12", "unclear", R"({"candidates":[]})"},
          {"14:30", "unclear", R"({"candidates":[]})"},
          {"50%", "unclear", R"({"candidates":[]})"},
      },
      direct(Role::member));
  check_all(
      {
          {"2", "poll_vote", R"({"choices":[2],"needs":"one_open_poll"})"},
          {"có", "confirm_yes", R"({"needs":"pending_confirmation"})"},
          {"không", "confirm_no", R"({"needs":"pending_confirmation"})"},
          {"đồng ý", "confirm_yes", R"({"needs":"pending_confirmation"})"},
          {"không đồng ý ạ", "confirm_no", R"({"needs":"pending_confirmation"})"},
          {"đúng rồi, gửi đi", "confirm_yes", R"({"needs":"pending_confirmation"})"},
          {"xác nhận", "confirm_yes", R"({"needs":"pending_confirmation"})"},
          {"thôi", "confirm_no", R"({"needs":"pending_confirmation"})"},
          {"khoan đã", "confirm_no", R"({"needs":"pending_confirmation"})"},
          {"👍", "unclear", R"({"candidates":["confirm_yes","poll_vote"],"needs":"what_it_replies_to"})"},
      },
      direct(Role::chair));
  check_all({{"huỷ", "confirm_no", R"({"needs":"pending_confirmation"})"}, {"thoi bo qua", "confirm_no", R"({"needs":"pending_confirmation"})"}},
            direct(Role::member));
}

TEST_CASE("marks tell words apart") {
  check_all(
      {
          {"bc1 cô", "unclear", R"({"candidates":["poll_vote"]})"},
          {"đông y", "unclear", R"({"candidates":[]})"},
          {"chọn bà", "unclear", R"({"candidates":["poll_vote"]})"},
          {"chọn ba", "poll_vote", R"({"choices":[3],"needs":"one_open_poll"})"},
          {"dong y", "poll_vote", R"({"choices":["yes"],"needs":"one_open_yes_no_poll"})"},
          {"đòng ý", "unclear", R"({"candidates":[]})"},
      },
      direct(Role::member));
}

TEST_CASE("chairs make polls and close them") {
  check_all(
      {
          {"tạo bình chọn: Đi đâu? | Sa Pa | Mộc Châu", "poll_create", R"({"question":"Đi đâu?","options":["Sa Pa","Mộc Châu"]})"},
          {"tạo bình chọn: Đi đâu? | Sa Pa | Mộc Châu | hạn 17h thứ 6", "poll_create",
           R"({"question":"Đi đâu?","options":["Sa Pa","Mộc Châu"],"closes_at":"2026-11-27T17:00:00+07:00"})"},
          {"tạo bình chọn ẩn danh: Món nào? | Phở | Bún | hạn 30/11", "poll_create",
           R"({"question":"Món nào?","options":["Phở","Bún"],"anonymous":true,"closes_at":"2026-11-30T23:59:59+07:00"})"},
          {"lập bình chọn chọn nhiều: Ngày nào? | T2 | T3", "poll_create", R"({"question":"Ngày nào?","options":["T2","T3"],"multiple":true})"},
          {"/taobc Ăn gì?; Cơm; Phở", "poll_create", R"({"question":"Ăn gì?","options":["Cơm","Phở"]})"},
          {"tao binh chon gio hop: trua, chieu, toi", "poll_create", R"({"question":"gio hop","options":["trua","chieu","toi"]})"},
          {"tạo bình chọn bầu tổ trưởng tổ 1: Lý A Páo, Sùng A Sử", "poll_create",
           R"({"question":"bầu tổ trưởng tổ 1","options":["Lý A Páo","Sùng A Sử"],"warn":"election_needs_paper_secret_ballot"})"},
          {"chốt bc 7", "poll_close", R"({"poll":7})"},
          {"đóng bình chọn số 7 lại", "poll_close", R"({"poll":7})"},
          {"ngừng nhận phiếu bc7", "poll_close", R"({"poll":7})"},
          {"chot binh chon", "poll_close", R"({"needs":"one_open_poll"})"},
          {"kết quả bc 5", "stats", R"({"metric":"poll","poll":5})"},
          {"xem bc5", "stats", R"({"metric":"poll","poll":5})"},
      },
      direct(Role::chair));
  check_all({{"chốt bc 7", "poll_close", R"({"poll":7,"expect":"deny"})"},
             {"kết quả bc 5", "poll_view", R"({"poll":5})"},
             {"bc5 thế nào rồi", "poll_view", R"({"poll":5})"},
             {"xem kết quả bình chọn tham quan", "poll_view", R"({"query":"tham quan"})"}},
            direct(Role::member));
}

TEST_CASE("votes in a group need their number") {
  check_all(
      {
          {"bc1: 2", "poll_vote", R"({"choices":[2],"poll":1})"},
          {"bc1 2 nhé", "poll_vote", R"({"choices":[2],"poll":1})"},
          {"bình chọn 5: 3", "poll_vote", R"({"choices":[3],"poll":5})"},
          {"rút phiếu bc 3", "poll_unvote", R"({"poll":3})"},
          {"2", "ignore"},
          {"chọn 2", "ignore"},
          {"đồng ý", "ignore"},
          {"1,3", "ignore"},
          {"b", "ignore"},
          {"👍", "ignore"},
          {"chốt bc 7", "ignore"},
          {"tạo bình chọn: Đi đâu? | A | B", "ignore"},
          {"bc5 bao giờ đóng vậy mọi người", "ignore"},
          {"@bot chọn 2", "poll_vote", R"({"choices":[2],"needs":"one_open_poll"})"},
          {"bot ơi 2", "poll_vote", R"({"choices":[2],"needs":"one_open_poll"})"},
      },
      group(Role::member));
  check_all({{"chốt bc 7", "poll_close", R"({"poll":7})"}, {"tạo bình chọn: Đi đâu?", "ignore"}, {"chốt thế nhé", "ignore"}}, group(Role::chair));
}

TEST_CASE("when the bot has asked, short answers count in a group") {
  check_all(
      {
          {"2", "poll_vote", R"({"choices":[2],"needs":"one_open_poll"})"},
          {"b ạ", "poll_vote", R"({"choices":[2],"needs":"one_open_poll"})"},
          {"đồng ý", "poll_vote", R"({"choices":["yes"],"needs":"one_open_yes_no_poll"})"},
          {"em chọn 3", "poll_vote", R"({"choices":[3],"needs":"one_open_poll"})"},
          {"có mặt", "attendance_reply", R"({"status":"yes","needs":"one_open_event"})"},
          {"vắng vì con ốm", "attendance_reply", R"({"status":"excused","reason":"con ốm","needs":"one_open_event"})"},
          {"đã đọc", "ack", R"({"needs":"one_unread_document"})"},
          {"vâng chị", "ignore"},
          {"ok", "ignore"},
          {"chị ơi mai đi chợ không", "ignore"},
          {"cảm ơn mọi người", "ignore"},
          {"xem phim gì hay thế", "ignore"},
      },
      asked(Role::member));
}
