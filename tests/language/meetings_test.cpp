// Meetings and who comes.
#include "tests/language/said.hpp"

using namespace said;

TEST_CASE("coming or not") {
  check_spellings(
      {
          {"có mặt", "attendance_reply", R"({"status":"yes","needs":"one_open_event"})"},
          {"tham gia", "attendance_reply", R"({"status":"yes","needs":"one_open_event"})"},
          {"+1", "attendance_reply", R"({"status":"yes","needs":"one_open_event"})"},
          {"+3", "attendance_reply", R"({"status":"yes","headcount":3,"needs":"one_open_event"})"},
          {"vắng mặt", "attendance_reply", R"({"status":"no","needs":"one_open_event"})"},
          {"không tham gia được", "attendance_reply", R"({"status":"no","needs":"one_open_event"})"},
          {"vắng vì bận việc nhà", "attendance_reply", R"({"status":"excused","reason":"bận việc nhà","needs":"one_open_event"})"},
          {"xin nghỉ vì con ốm", "attendance_reply", R"({"status":"excused","reason":"con ốm","needs":"one_open_event"})"},
          {"xin phép vắng họp", "attendance_reply", R"({"status":"excused","needs":"one_open_event"})"},
          {"xin vắng buổi họp thứ 5, về quê ăn giỗ", "attendance_reply",
           R"({"status":"excused","date":"2026-11-26","reason":"về quê ăn giỗ","needs":"one_open_event"})"},
          {"đến muộn 20 phút", "attendance_reply", R"({"status":"late","minutes":20,"needs":"one_open_event"})"},
          {"đến muộn 15p", "attendance_reply", R"({"status":"late","minutes":15,"needs":"one_open_event"})"},
          {"trễ nửa tiếng", "attendance_reply", R"({"status":"late","minutes":30,"needs":"one_open_event"})"},
          {"chưa chắc đi được", "attendance_reply", R"({"status":"maybe","needs":"one_open_event"})"},
          {"chiều mai vắng vì đi khám", "attendance_reply",
           R"({"status":"excused","date":"2026-11-24","reason":"đi khám","needs":"one_open_event"})"},
          {"mai vắng", "attendance_reply", R"({"status":"no","date":"2026-11-24","needs":"one_open_event"})"},
      },
      direct(Role::member));
  check_all({{"vang", "attendance_reply", R"({"status":"no","needs":"one_open_event"})"},
             {"vắng", "attendance_reply", R"({"status":"no","needs":"one_open_event"})"},
             {"em không đi ạ", "attendance_reply", R"({"status":"no","needs":"one_open_event"})"},
             {"e ko di dc a", "attendance_reply", R"({"status":"no","needs":"one_open_event"})"},
             {"vâng", "unclear", R"({"candidates":["ack","poll_vote","ignore"],"needs":"what_it_replies_to"})"},
             {"Vàng", "unclear", R"({"candidates":[]})"}},
            direct(Role::member));
}

TEST_CASE("checking in") {
  check_spellings({{"điểm danh", "checkin", R"({"needs":"one_open_event"})"},
                   {"điểm danh 4821", "checkin", R"({"code":"4821"})"},
                   {"điểm danh mã 482190", "checkin", R"({"code":"482190"})"},
                   {"mã 4821", "checkin", R"({"code":"4821"})"},
                   {"điểm danh hôm nay", "checkin", R"({"needs":"one_open_event"})"},
                   {"điểm danh họp tổ 3", "checkin", R"({"needs":"one_open_event"})"}},
                  direct(Role::member));
  check_all({{"dd", "checkin", R"({"needs":"one_open_event"})"},
             {"/dd 0316", "checkin", R"({"code":"0316"})"},
             {"/diemdanh 0316", "checkin", R"({"code":"0316"})"},
             {"điểm danh 0316", "checkin", R"({"code":"0316"})"},
             {"điểm danh đi mọi người", "checkin", R"({"needs":"one_open_event"})"},
             {"điểm danh họp tổ 3", "ignore"},
             {"điểm danh hội ăn nhậu tối nay nào", "ignore"},
             {"đồng danh", "ignore"}},
            group(Role::member));
}

TEST_CASE("chairs open and end meetings") {
  check_all(
      {
          {"điểm danh họp tổ 3", "event_create", R"({"title":"họp tổ 3","group":"tổ 3","at":"now"})"},
          {"điểm danh họp tổ 3 lúc 14h chiều mai", "event_create", R"({"title":"họp tổ 3","group":"tổ 3","at":"2026-11-24T14:00:00+07:00"})"},
          {"mở điểm danh hội nghị người lao động 2h chiều 5/12 ở hội trường", "event_create",
           R"({"title":"hội nghị người lao động","at":"2026-12-05T14:00:00+07:00","place":"hội trường"})"},
          {"mo diem danh sinh hoat to 2 tai nha van hoa 19h30 thu 6", "event_create",
           R"({"title":"sinh hoat to 2","group":"tổ 2","at":"2026-11-27T19:30:00+07:00","place":"nha van hoa"})"},
          {"chốt điểm danh", "event_close", R"({"needs":"one_open_event"})"},
          {"ket thuc diem danh di", "event_close", R"({"needs":"one_open_event"})"},
          {"điểm danh", "checkin", R"({"needs":"one_open_event"})"},
      },
      group(Role::chair));
  check_all({{"đủ túc số chưa", "quorum", R"({"needs":"one_open_event"})"},
             {"đã đủ 2/3 chưa", "quorum", R"({"needs":"one_open_event"})"},
             {"du nguoi hop chua", "quorum", R"({"needs":"one_open_event"})"}},
            direct(Role::chair));
  check_all({{"đóng điểm danh", "event_close", R"({"needs":"one_open_event","expect":"deny"})"}}, direct(Role::member));
  check_all({{"đóng điểm danh", "ignore"}, {"mở điểm danh họp tổ", "ignore"}}, group(Role::member));
}
