// Figures and opinions.
#include "tests/language/said.hpp"

using namespace said;

TEST_CASE("figures") {
  const std::vector<Row> forms{
      {"thống kê", "stats", R"({"metric":"overview"})"},
      {"/thongke", "stats", R"({"metric":"overview"})"},
      {"tk tổ 3", "stats", R"({"metric":"overview","group":"tổ 3"})"},
      {"thống kê điểm danh tổ 3 tháng này", "stats", R"({"metric":"attendance","group":"tổ 3","period":"2026-11"})"},
      {"tk bc5", "stats", R"({"metric":"poll","poll":5})"},
      {"thống kê bình chọn 5", "stats", R"({"metric":"poll","poll":5})"},
      {"thống kê kế hoạch 324", "stats", R"({"metric":"reads","doc_number":"324","doc_type":"KH"})"},
      {"thống kê 324/KH-LĐLĐ", "stats", R"({"metric":"reads","doc":"324/KH-LĐLĐ","doc_type":"KH"})"},
      {"thống kê góp ý quý 3", "stats", R"({"metric":"feedback","period":"2026-Q3"})"},
      {"tk t11", "stats", R"({"metric":"overview","period":"2026-11"})"},
      {"tk phản ánh nhà ở", "stats", R"({"metric":"feedback","category":"nha_o"})"},
      {"thống kê hôm nay", "stats", R"({"metric":"overview","date":"2026-11-23"})"},
      {"thống kê đọc văn bản 6 tháng đầu năm", "stats", R"({"metric":"reads","period":"2026-H1"})"},
      {"thống kê năm nay", "stats", R"({"metric":"overview","period":"2026"})"},
      {"thống kê tháng 12 năm ngoái", "stats", R"({"metric":"overview","period":"2025-12"})"},
  };
  check_spellings(forms, direct(Role::chair));
  check_all(forms, group(Role::chair));
  check_all({{"bao nhiêu người đã đọc kế hoạch 324", "stats", R"({"metric":"reads","doc_number":"324","doc_type":"KH"})"},
             {"tổng số đoàn viên tổ 3", "stats", R"({"metric":"members","group":"tổ 3"})"},
             {"thống kê CĐCS Chè Pu Lan", "stats", R"({"metric":"overview","unit":"CĐCS Chè Pu Lan"})"},
             {"tk vietcombank của em", "unclear", R"({"candidates":[]})"}},
            direct(Role::chair));
  check_all({{"tk góp ý", "stats", R"({"metric":"feedback","expect":"deny"})"},
             {"thống kê điểm danh", "stats", R"({"metric":"attendance","expect":"deny_or_public_only"})"}},
            direct(Role::member));
}

TEST_CASE("opinions") {
  check_all(
      {
          {"phản ánh: quạt tổ 3 hỏng, nóng lắm.", "feedback_new",
           R"({"kind":"phan_anh","category":"an_toan_vsld","anonymous":false,"text":"quạt tổ 3 hỏng, nóng lắm."})"},
          {"góp ý: cơm ca hơi khô", "feedback_new", R"({"kind":"gop_y","category":"bua_an_ca","anonymous":false,"text":"cơm ca hơi khô"})"},
          {"kiến nghị ẩn danh: chậm lương 2 tháng", "feedback_new",
           R"({"kind":"kien_nghi","category":"tien_luong","anonymous":true,"move_private":true,"text":"chậm lương 2 tháng"})"},
          {"/gopy thêm xe đưa đón", "feedback_new", R"({"kind":"gop_y","category":"phuc_loi","anonymous":false,"text":"thêm xe đưa đón"})"},
          {"/phananh andanh tổ trưởng hay chửi", "feedback_new",
           R"({"kind":"phan_anh","category":"ung_xu_quay_roi","anonymous":true,"sensitive":true,"move_private":true,"text":"tổ trưởng hay chửi"})"},
          {"phản ánh: máy dập không che chắn", "feedback_new",
           R"({"kind":"phan_anh","category":"an_toan_vsld","anonymous":false,"urgent":true,"text":"máy dập không che chắn"})"},
          {"góp ý với cả nhà là mai ăn lẩu đi", "ignore"},
          {"phản ánh làm gì cho mệt", "ignore"},
      },
      group(Role::member));
  check_all(
      {
          {"phan anh: quat hong", "feedback_new", R"({"kind":"phan_anh","category":"an_toan_vsld","anonymous":false,"text":"quat hong"})"},
          {"em muốn phản ánh việc chậm lương", "feedback_new",
           R"({"kind":"phan_anh","category":"tien_luong","anonymous":false,"text":"việc chậm lương"})"},
          {"tố cáo: trưởng ca nhận tiền", "feedback_new",
           R"({"kind":"to_cao","category":"khac","anonymous":false,"sensitive":true,"move_private":true,"text":"trưởng ca nhận tiền"})"},
          {"ẩn danh phản ánh: thiếu đồ bảo hộ", "feedback_new",
           R"({"kind":"phan_anh","category":"an_toan_vsld","anonymous":true,"text":"thiếu đồ bảo hộ"})"},
          {"góp ý", "unclear", R"({"candidates":["feedback_new"]})"},
          {"lương tháng 10 bị trừ 500k không ai giải thích", "feedback_new",
           R"({"kind":"phan_anh","category":"tien_luong","anonymous":false,"text":"lương tháng 10 bị trừ 500k không ai giải thích"})"},
          {"pa 37 tới đâu rồi", "feedback_status", R"({"ticket":"PA-0037"})"},
      },
      direct(Role::member));
  check_all({{"xem pa37", "feedback_view", R"({"ticket":"PA-0037"})"},
             {"xem các phản ánh quá hạn", "feedback_list", R"({"status":"overdue"})"},
             {"liệt kê góp ý về nhà ở tháng này", "feedback_list", R"({"category":"nha_o","period":"2026-11"})"}},
            direct(Role::chair));
}

TEST_CASE("small talk and the rest") {
  check_all({{"xin chào", "greet"},       {"chào bot", "greet"},        {"hello", "greet"},     {"bot ơi", "greet"},
             {"cảm ơn bot nhiều", "thanks"}, {"cam on", "thanks"},      {"trợ giúp", "help"},   {"HUONG DAN", "help"},
             {"?", "help"},               {"các lệnh", "help"},         {"thêm", "more"},       {"xem tiếp", "more"},
             {"quyền riêng tư", "privacy_info"}, {"quyen rieng tu", "privacy_info"},
             {"mã 7KQM-XR4T-9HPW", "invite_code", R"({"code":"7KQM-XR4T-9HPW"})"},
             {"7KQM-XR4T-9HPW", "invite_code", R"({"code":"7KQM-XR4T-9HPW"})"},
             {"ma 7kqm-xr4t-9hpw", "invite_code", R"({"code":"7KQM-XR4T-9HPW"})"},
             {"7KQM-XR4T-9HP0", "unclear", R"({"candidates":[]})"},
             {"7KQM-XR4T", "relay_code", R"({"code":"7KQMXR4T"})"}},
            direct(Role::member));
}

TEST_CASE("several in one") {
  check_all({{"đã nhận công văn 88, bc3 em lấy 2", "multi",
              R"({"parts":[{"intent":"ack","args":{"doc_number":"88","doc_type":"CV"}},{"intent":"poll_vote","args":{"choices":[2],"poll":3}}]})"},
             {"bc1: 2\nbc2: 3", "multi",
              R"({"parts":[{"intent":"poll_vote","args":{"choices":[2],"poll":1}},{"intent":"poll_vote","args":{"choices":[3],"poll":2}}]})"}},
            direct(Role::member));
  check_all({{"bc1: 2\nai đi ăn không\nbc2: 3", "multi",
              R"({"parts":[{"intent":"poll_vote","args":{"choices":[2],"poll":1}},{"intent":"poll_vote","args":{"choices":[3],"poll":2}}]})"},
             {"mai họp nhé\nbc1: 2", "poll_vote", R"({"choices":[2],"poll":1})"}},
            group(Role::member));
}
