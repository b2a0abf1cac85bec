#include "tests/union/chat.hpp"

#include "bot/union/reports.hpp"

using tests::Chat;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

trade_union::PollReport poll(Chat& chat) {
  return chat.read([&](storage::Session& s) { return trade_union::poll_report(s, 1, chat.province.root_unit, "2026-11-23").value(); });
}

const char* const question = "tạo bình chọn: Đi tham quan cuối năm ở đâu? | Sa Pa | Mộc Châu | Ở nhà liên hoan | hạn 17h 27/11";

}  // namespace

TEST_CASE("a chair opens a poll, members vote, the last answer counts") {
  Chat chat;
  const auto opened = chat.says("Lò Văn Pản", question);
  CHECK(has(opened.back().text, "BC1"));
  CHECK(has(opened.back().text, "hỏi 312 người"));
  CHECK(poll(chat).roster == 312);
  CHECK(has(chat.answer("Giàng A Tủa", "bc1: 2"), "2 (Mộc Châu)"));
  CHECK(has(chat.answer("Giàng A Tủa", "bc1: 1"), "đổi ý"));
  CHECK(has(chat.answer("Lò Thị Hoa", "2"), "Mộc Châu"));
  CHECK(has(chat.answer("Lò Thị Hoa", "bc1: 4"), "không có phương án"));
  CHECK(has(chat.answer("Lò Thị Hoa", "bc1: 1, 2"), "chỉ được chọn một"));
  CHECK(has(chat.taps("Lò Thị Pánh", "#1 vote 1 3").back().text, "3 (Ở nhà liên hoan)"));
  const auto figures = poll(chat);
  CHECK(figures.voted == 3);
  CHECK(figures.options[0].votes == 1);
  CHECK(figures.options[1].votes == 1);
  CHECK(figures.options[2].votes == 1);
  CHECK(chat.differences().empty());
}

TEST_CASE("a late retry of an older answer does not override a newer one") {
  Chat chat;
  chat.says("Lò Văn Pản", question);
  chat.now += 60'000;
  chat.says("Giàng A Tủa", "bc1: 2");
  chat.at_offset = -30'000;
  CHECK(chat.says("Giàng A Tủa", "bc1: 1").empty());
  CHECK(poll(chat).options[1].votes == 1);
  CHECK(poll(chat).options[0].votes == 0);
  CHECK(chat.differences().empty());
}

TEST_CASE("closing: by the chair, by the clock, and the ten minutes of grace for what was said in time") {
  Chat chat;
  chat.says("Lò Văn Pản", question);
  CHECK(has(chat.answer("Giàng A Tủa", "chốt bc1"), "chưa có quyền"));
  CHECK(has(chat.answer("Lò Văn Pản", "chốt bc1"), "Làm không?"));
  const auto closed = chat.says("Lò Văn Pản", "đồng ý");
  CHECK(has(closed.back().text, "Kết quả BC1"));
  CHECK(has(closed.back().text, "không thay biểu quyết"));
  chat.at_offset = -5 * 1000;
  CHECK(has(chat.answer("Giàng A Tủa", "bc1: 2"), "Mộc Châu"));
  chat.at_offset = 0;
  CHECK(has(chat.answer("Lò Thị Hoa", "bc1: 2"), "đã chốt"));
  chat.at_offset = -20 * 60 * 1000;
  chat.now += 15 * 60 * 1000;
  chat.says("Trần Văn Hùng", "bc1: 2");
  CHECK(poll(chat).voted == 1);
}

TEST_CASE("a poll closes when it is due and tells its groups") {
  Chat chat;
  chat.says("Lò Văn Pản", "tạo bình chọn: Họp lúc nào? | trưa | tối | hạn 10h hôm nay");
  CHECK(chat.read([&](storage::Session& s) { return trade_union::groups_with_open_question(s, chat.now); }).size() == 8);
  CHECK(chat.read([&](storage::Session& s) { return chat.rules.due(s, tests::start + 7'199'000); }).out.empty());
  const auto turn = chat.read([&](storage::Session& s) { return chat.rules.due(s, tests::start + 7'200'000); });
  CHECK(turn.questions_changed);
  CHECK(turn.out.size() == 2);  // the whole-unit group and the chair
  CHECK(poll(chat).state == "closed");
  CHECK(chat.read([&](storage::Session& s) { return trade_union::groups_with_open_question(s, chat.now); }).empty());
}

TEST_CASE("what a poll cannot be is refused with a sentence") {
  Chat chat;
  CHECK(has(chat.answer("Lò Văn Pản", "tạo bình chọn kín: Chủ tịch phục vụ tốt chưa? | tốt | chưa"), "kín"));
  CHECK(has(chat.answer("Lò Văn Pản", "lập bình chọn bầu tổ phó tổ 2: Sùng Thị Dợ, Trần Văn Hùng"), "phiếu kín bằng giấy"));
  CHECK(has(chat.answer("Lò Văn Pản", "tạo bình chọn: Đi đâu? | Sa Pa"), "từ 2 đến 10"));
  CHECK(has(chat.answer("Giàng A Tủa", question), "chưa có quyền"));
  CHECK(chat.read([](storage::Session& s) { return s.number("SELECT COUNT(*) FROM poll"); }) == 0);
}

TEST_CASE("a yes counts only where an option says so, a thumb only on the poll itself") {
  Chat chat;
  chat.says("Lò Văn Pản", "tạo bình chọn: Dự hội nghị? | Không | Có");
  CHECK(has(chat.answer("Giàng A Tủa", "bc1 có"), "2 (Có)"));
  CHECK(has(chat.answer("Lò Thị Hoa", "bc1 không"), "1 (Không)"));
  chat.says("Trần Văn Hùng", "👍", "May Sơn Hà");
  CHECK(poll(chat).voted == 2);
  chat.says("Lò Văn Pản", "chốt bc1");
  chat.says("Lò Văn Pản", "đồng ý");
  chat.says("Lò Văn Pản", "tạo bình chọn: Đi đâu? | Sa Pa | Mộc Châu");
  CHECK(has(chat.answer("Giàng A Tủa", "bc2 đồng ý"), "không có phương án"));
}

TEST_CASE("a command said twice opens one poll, one meeting") {
  Chat chat;
  chat.says("Lò Văn Pản", question);
  CHECK(has(chat.answer("Lò Văn Pản", question), "đang mở rồi: BC1"));
  chat.says("Lò Văn Pản", "điểm danh họp tổ 3");
  CHECK(has(chat.answer("Lò Văn Pản", "điểm danh họp tổ 3"), "đang mở rồi"));
  CHECK(has(chat.answer("Lò Văn Pản", "tạo bình chọn: " + std::string(301, 'x') + " | a | b"), "viết ngắn lại"));
}

TEST_CASE("who was not asked is not counted") {
  Chat chat;
  chat.says("Giàng Thị Mỷ", question);  // the leader of tổ 3 asks tổ 3
  CHECK(poll(chat).roster == 18);
  CHECK(has(chat.answer("Lò Thị Hoa", "bc1: 2"), "Không có bình chọn BC1"));
  CHECK(poll(chat).voted == 0);
}

TEST_CASE("attendance: promises are not presence, quorum is counted in integers") {
  Chat chat;
  const auto opened = chat.says("Giàng Thị Mỷ", "điểm danh họp tổ 3", "Tổ 3 · Xưởng May");
  REQUIRE_FALSE(opened.empty());
  CHECK(has(opened.back().text, "điểm danh"));
  const auto& members = chat.group("Tổ 3 · Xưởng May").member_zalo_ids;
  REQUIRE(members.size() >= 12);
  std::string last;
  for (std::size_t n = 0; n < 12; ++n) {
    trade_union::Incoming in;
    in.kind = trade_union::Incoming::Kind::message;
    in.text = "có mặt";
    in.sender_id = members[n];
    in.from = {"zalo", chat.province.oa_id, true, chat.group("Tổ 3 · Xưởng May").id};
    in.at = chat.now += 1'000;
    last = chat.read([&](storage::Session& s) { return chat.rules.handle(s, in, chat.now); }).out.back().text;
    CHECK(has(last, n < 11 ? "chưa đủ 2/3" : " đủ 2/3"));
  }
  CHECK(has(last, "12/18 có mặt (66,7%)"));
  const auto closed = chat.answer("Giàng Thị Mỷ", "chốt điểm danh");
  CHECK(has(closed, "12/18"));
  CHECK(has(closed, "chưa trả lời 6"));
  CHECK(chat.differences().empty());
}

TEST_CASE("a check-in nobody closed ends by itself, and a new one is not confused with it") {
  Chat chat;
  chat.says("Giàng Thị Mỷ", "điểm danh họp tổ 3");
  chat.says("Giàng Thị Mỷ", "điểm danh họp tổ 3 lần hai");
  CHECK(has(chat.says("Giàng A Tủa", "có mặt", "Tổ 3 · Xưởng May").back().text, "lần hai"));
  const auto later = chat.now + 13 * 3'600'000;
  CHECK(chat.read([&](storage::Session& s) { return chat.rules.due(s, later); }).questions_changed);
  CHECK(chat.read([&](storage::Session& s) { return trade_union::groups_with_open_question(s, later); }).empty());
}

TEST_CASE("before the meeting begins a yes is a promise - excused stay in the denominator") {
  Chat chat;
  chat.says("Lò Văn Pản", "điểm danh họp tổ 3 lúc 14h chiều nay");
  CHECK(has(chat.answer("Giàng A Tủa", "tham gia"), "sẽ dự"));
  CHECK(has(chat.answer("Giàng Thị Mỷ", "vắng vì con ốm"), "vắng"));
  chat.now = tests::start + 6 * 3'600'000 + 1;
  CHECK(has(chat.answer("Giàng A Tủa", "điểm danh"), "có mặt"));
  const auto meeting = chat.read([&](storage::Session& s) { return trade_union::meeting_report(s, 1, chat.province.root_unit, "2026-11-23").value(); });
  CHECK(meeting.summoned == 18);
  CHECK(meeting.present == 1);
  CHECK(meeting.coming == 0);
  CHECK(chat.differences().empty());
}
