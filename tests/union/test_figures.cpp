#include "tests/union/chat.hpp"

#include "bot/union/invites.hpp"

using tests::Chat;

namespace {
bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
}  // namespace

TEST_CASE("the chair gets one screen of figures, however it is typed") {
  Chat chat;
  chat.broadcast_324();
  chat.says("Giàng A Tủa", "đã đọc 324");
  chat.says("Lò Văn Pản", "tạo bình chọn: Đi đâu? | Sa Pa | Mộc Châu");
  chat.says("Giàng A Tủa", "bc1: 2");
  chat.says("Lò Văn Pản", "điểm danh họp tổ 3");
  chat.says("Giàng A Tủa", "có mặt");
  for (const auto* typed : {"thống kê", "thong ke", "/thongke", "tk", "THỐNG KÊ", "Thống kê ạ"}) {
    const auto answer = chat.answer("Lò Văn Pản", typed);
    CAPTURE(typed, answer);
    CHECK(has(answer, "324/KH-LĐLĐ: 312 người"));
    CHECK(has(answer, "đã gửi tới 260 (83,3%)"));
    CHECK(has(answer, "đã đọc 1 (0,3%)"));
    CHECK(has(answer, "1/312 đã chọn"));
    CHECK(has(answer, "Mộc Châu 1"));
    CHECK(has(answer, "1/18 có mặt"));
    CHECK(std::count(answer.begin(), answer.end(), '\n') <= 11);
  }
  CHECK(has(chat.answer("Giàng A Tủa", "thống kê"), "chưa có quyền"));
}

TEST_CASE("the officer gets the province, lowest units first, page by page") {
  Chat chat;
  CHECK(has(chat.answer("Vũ Thu Hương", "thống kê"), "chưa có văn bản nào"));
  chat.broadcast_324();
  chat.says("Giàng A Tủa", "đã đọc 324");
  const auto first = chat.answer("Vũ Thu Hương", "thống kê");
  CAPTURE(first);
  CHECK(has(first, "1544 người"));
  CHECK(has(first, "1–5/10 đơn vị"));
  CHECK_FALSE(has(first, "May Sơn Hà"));  // the only one with a reader is last
  CHECK(std::count(first.begin(), first.end(), '\n') <= 14);
  const auto second = chat.answer("Vũ Thu Hương", "thêm");
  CHECK(has(second, "10. May Sơn Hà 1/312"));
  CHECK(has(chat.answer("Vũ Thu Hương", "thêm"), "Hết rồi"));
  CHECK(has(chat.answer("Lý Văn Sẻng", "thống kê"), "358 người"));  // the union of the industrial zones sees its own two
}

TEST_CASE("in a group nobody sees what is not the group's") {
  Chat chat;
  chat.broadcast_324();
  CHECK(has(chat.answer("Giàng A Tủa", "tk kế hoạch 324", "Tổ 3 · Xưởng May"), "chưa có quyền"));
  CHECK(has(chat.answer("Giàng A Tủa", "tk phản ánh", "Tổ 3 · Xưởng May"), "chưa có quyền"));
  CHECK(has(chat.answer("Giàng Thị Mỷ", "tk", "Tổ 3 · Xưởng May"), "Tổ 3"));
  CHECK_FALSE(has(chat.answer("Vũ Thu Hương", "thống kê 999"), "324/KH-LĐLĐ"));
  CHECK(has(chat.answer("Lò Văn Pản", "thống kê tổ 9"), "không tìm thấy"));
}

TEST_CASE("a one-time code makes the first officer, once") {
  Chat chat;
  const auto code = chat.database->write([&](storage::Session& s) { return trade_union::new_invite(s, "administrator", chat.province.root_unit, chat.now, 3'600'000); });
  trade_union::Incoming in;
  in.kind = trade_union::Incoming::Kind::message;
  in.text = "mã " + code;
  in.sender_id = "5550001";
  in.sender_name = "Đỗ Quốc Kiên";
  in.from = {"zalo", chat.province.oa_id, false, in.sender_id};
  in.at = chat.now;
  const auto accepted = chat.read([&](storage::Session& s) { return chat.rules.handle(s, in, chat.now); });
  CHECK(has(accepted.out.back().text, "Đỗ Quốc Kiên là quản trị của LĐLĐ tỉnh Sơn Hà"));
  in.sender_id = in.from.id = "5550002";
  CHECK(has(chat.read([&](storage::Session& s) { return chat.rules.handle(s, in, chat.now); }).out.back().text, "không đúng"));
  const auto fresh = chat.database->write([&](storage::Session& s) { return trade_union::new_invite(s, "chair", chat.province.root_unit, chat.now, 3'600'000); });
  in.text = "mã " + fresh;  // a right code in the minute after a wrong one must wait
  CHECK(has(chat.read([&](storage::Session& s) { return chat.rules.handle(s, in, chat.now); }).out.back().text, "không đúng"));
  CHECK(has(chat.read([&](storage::Session& s) { return chat.rules.handle(s, in, chat.now + 61'000); }).out.back().text, "chủ tịch"));
  CHECK_THROWS_AS(chat.database->write([&](storage::Session& s) { return trade_union::new_invite(s, "king", chat.province.root_unit, 0, 1); }), std::invalid_argument);
}

TEST_CASE("the sample province is the one of the specification and seeds once") {
  Chat chat;
  CHECK(chat.read([](storage::Session& s) { return s.number("SELECT COUNT(*) FROM membership"); }) == 1544);
  CHECK(chat.read([](storage::Session& s) { return s.number("SELECT COUNT(*) FROM unit WHERE kind = 'cdcs' AND to_day IS NULL"); }) == 10);
  const auto again = chat.database->write([&](storage::Session& s) { return sample::seed(s, chat.now + 1); });
  CHECK(again.people.size() == chat.province.people.size());
  CHECK(again.groups.size() == 17);
  CHECK(chat.province.people.front().note == "cán bộ Toàn tỉnh");
}
