#include "tests/union/chat.hpp"

using tests::Chat;

namespace {
bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
}  // namespace

TEST_CASE("the first answer says what the bot is, once") {
  Chat chat;
  const auto first = chat.says("Giàng A Tủa", "xin chào");
  REQUIRE(first.size() == 1);
  CHECK(has(first.front().text, "máy trả lời tự động"));
  CHECK(has(first.front().text, "Ban Tuyên giáo LĐLĐ tỉnh Sơn Hà"));
  CHECK(has(first.front().text, "lưu"));
  const auto second = chat.says("Giàng A Tủa", "xin chào");
  REQUIRE(second.size() == 1);
  CHECK_FALSE(has(second.front().text, "máy trả lời tự động"));
  CHECK(has(second.front().text, "Tủa"));
}

TEST_CASE("members acknowledge in many ways and are counted once") {
  Chat chat;
  chat.broadcast_324();
  CHECK(has(chat.answer("Giàng A Tủa", "đã đọc 324"), "Đã ghi nhận"));
  CHECK(has(chat.answer("Giàng A Tủa", "DA DOC KH 324"), "từ trước"));
  CHECK(has(chat.answer("Lò Thị Hoa", "em đã đọc rồi ạ"), "324/KH-LĐLĐ"));
  CHECK(has(chat.answer("Sùng Thị Dợ", "#1 ack 1"), "Đã ghi nhận"));
  CHECK(has(chat.taps("Lò Thị Pánh", "#1 ack 1").back().text, "Đã ghi nhận"));
  const auto group = chat.says("Trần Văn Hùng", "đã đọc 324", "Tổ 2 · Xưởng Cắt");
  REQUIRE_FALSE(group.empty());
  CHECK(has(group.back().text, "2/"));  // Sùng Thị Dợ and Trần Văn Hùng; a count, no name
  CHECK_FALSE(has(group.back().text, "Hùng"));
  CHECK_FALSE(group.back().coalesce_key.empty());
  CHECK(chat.differences().empty());
}

TEST_CASE("the whole text goes to whoever asks in private, and only a hint into the group") {
  Chat chat;
  chat.broadcast_324();
  const auto text = chat.answer("Giàng A Tủa", "xem 324");
  CHECK(has(text, "I. MỤC ĐÍCH, YÊU CẦU"));
  CHECK(has(text, "4. Quan tâm công tác xây dựng đội ngũ cán bộ CĐCS"));
  CHECK_FALSE(has(text, "Nơi nhận"));
  CHECK(has(chat.answer("Giàng A Tủa", "@bot xem 324", "Tổ 3 · Xưởng May"), "nhắn riêng cho máy: xem 324"));
  CHECK(has(chat.answer("Giàng A Tủa", "xem 9999"), "không tìm thấy"));
}

TEST_CASE("a second directive with the same number is asked about") {
  Chat chat;
  chat.database->write([&](storage::Session& s) {
    auto other = sample::plan_324(chat.province.root_unit);
    other.doc = "324/QĐ-LĐLĐ";
    other.issued_on = "2026-09-03";
    CHECK(trade_union::add_directive(s, other, "test", chat.now).id);
    CHECK(trade_union::add_directive(s, other, "test", chat.now).refusal == "duplicate");
  });
  CHECK(has(chat.answer("Vũ Thu Hương", "gửi 324 cho toàn tỉnh"), "324/QĐ-LĐLĐ"));
  CHECK(has(chat.answer("Vũ Thu Hương", "gửi kế hoạch 324 cho toàn tỉnh"), "Sắp gửi 324/KH-LĐLĐ"));
}

TEST_CASE("what is no document is refused with the reason") {
  Chat chat;
  const std::string long_text(501, 'a');
  struct Case { const char* doc; const char* day; const char* abstract; const char* body; const char* refusal; };
  for (const auto& c : {Case{"324", "2026-01-01", "a", "b", "bad_number"}, {"1/KH-LĐLĐ", "2026-02-30", "a", "b", "bad_date"}, {"1/KH-LĐLĐ", "2026-01-01", " ", "b", "empty"},
                        {"1/KH-LĐLĐ", "2026-01-01", "a", "", "empty"}, {"1/KH-LĐLĐ", "2026-01-01", long_text.c_str(), "b", "long_abstract"}, {"1/KH-LĐLĐ", "2026-01-01", "a", "TỐI MẬT\nnội dung", "secret"}}) {
    trade_union::NewDirective d;
    d.doc = c.doc, d.issued_on = c.day, d.abstract = c.abstract, d.body = c.body, d.unit_id = chat.province.root_unit;
    const auto added = chat.database->write([&](storage::Session& s) { return trade_union::add_directive(s, d, "test", chat.now); });
    CHECK(added.refusal == c.refusal);
    CHECK_FALSE(trade_union::refusal_sentence(chat.catalog, added.refusal).empty());
  }
}

TEST_CASE("opinions get a number - what is delicate moves to the direct chat and is not kept from the group") {
  Chat chat;
  const auto answer = chat.answer("Giàng A Tủa", "phản ánh: quạt xưởng may hỏng 3 cái");
  CHECK(has(answer, "PA-0001"));
  CHECK(has(answer, "May Sơn Hà"));
  const auto notice = chat.says("Giàng A Tủa", "góp ý: canteen nên bán cơm sớm hơn", "Tổ 3 · Xưởng May");
  CHECK(has(notice.back().text, "PA-0002"));
  CHECK_FALSE(has(notice.back().text, "canteen"));
  CHECK(has(chat.answer("Giàng A Tủa", "phản ánh ẩn danh: tổ phó hay chửi thợ", "Tổ 3 · Xưởng May"), "nhắn riêng"));
  CHECK(chat.read([](storage::Session& s) { return s.number("SELECT COUNT(*) FROM feedback"); }) == 2);
  chat.says("Giàng A Tủa", "phản ánh ẩn danh: tổ phó hay chửi thợ");
  CHECK(chat.read([](storage::Session& s) { return s.number("SELECT COUNT(*) FROM feedback WHERE person_id IS NULL"); }) == 1);
  CHECK(has(chat.answer("Lò Văn Pản", "xem phản ánh"), "PA-0003"));
}

TEST_CASE("a guest is told, and never counted") {
  Chat chat;
  chat.broadcast_324();
  trade_union::Incoming in;
  in.kind = trade_union::Incoming::Kind::message;
  in.text = "đã đọc 324";
  in.sender_id = "9999";
  in.from = {"zalo", chat.province.oa_id, false, "9999"};
  in.at = chat.now;
  const auto turn = chat.read([&](storage::Session& s) { return chat.rules.handle(s, in, chat.now); });
  CHECK(has(turn.out.back().text, "chưa biết anh/chị"));
  in.text = "đã đọc 324\nphản ánh: nóng quá";  // nor by several commands at once
  CHECK(has(chat.read([&](storage::Session& s) { return chat.rules.handle(s, in, chat.now); }).out.back().text, "chưa biết anh/chị"));
  CHECK(chat.read([](storage::Session& s) { return s.number("SELECT COUNT(*) FROM feedback"); }) == 0);
  CHECK(chat.read([](storage::Session& s) { return s.number("SELECT COUNT(*) FROM evidence"); }) == 0);
}
