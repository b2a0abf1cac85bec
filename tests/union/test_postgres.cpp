// The same rules on PostgreSQL: one SQL text must mean the same there.
#include "bot/union/invites.hpp"
#include "bot/union/reports.hpp"
#include "tests/storage/stores.hpp"
#include "tests/union/chat.hpp"

using tests::Chat;

TEST_CASE("the main job on PostgreSQL") {
  if (tests::postgres_address().empty()) {
    WARN("NHIPCAU_TEST_PG is not set: PostgreSQL is not tested");
    return;
  }
  const tests::ScratchDatabase scratch;
  {
    Chat chat(storage::open_postgres({scratch.url(), 2, 1, true}));
    const auto has = [&](const char* who, const char* text, const char* part, const char* group = "") {
      const auto answer = chat.answer(who, text, group);
      CAPTURE(who, text, answer);
      CHECK(answer.find(part) != std::string::npos);
    };
    has("Vũ Thu Hương", "gửi kế hoạch 324 cho toàn tỉnh, hạn 30/11", "1544 người, 17 nhóm");
    has("Vũ Thu Hương", "thôi", "chưa gửi");
    const auto messages = chat.broadcast_324();
    chat.settle({messages.front()}, trade_union::Settled::held, "test");
    has("Giàng A Tủa", "đã đọc 324", "Đã ghi nhận");
    has("Lò Thị Hoa", "đã đọc 324", "người trong nhóm đã đọc", "Tổ 1 · Xưởng Cắt");
    has("Giàng A Tủa", "xem 324", "MỤC ĐÍCH");
    has("Giàng A Tủa", "văn bản mới nhất", "đã đọc");
    has("Lò Văn Pản", "tạo bình chọn: Đi đâu? | Sa Pa | Mộc Châu | hạn 17h 27/11", "hỏi 312 người");
    has("Giàng A Tủa", "bc1: 2", "Mộc Châu");
    has("Giàng A Tủa", "bc1: 1", "đổi ý");
    has("Lò Văn Pản", "điểm danh họp tổ 3", "triệu tập 18");
    has("Giàng A Tủa", "có mặt", "có mặt");
    has("Giàng A Tủa", "phản ánh: quạt hỏng", "PA-0001");
    has("Lò Văn Pản", "xem phản ánh", "quạt hỏng");
    has("Lò Văn Pản", "tk", "1/312 đã chọn");
    has("Vũ Thu Hương", "thống kê", "Thấp nhất trước");
    has("Vũ Thu Hương", "thêm", "10. May Sơn Hà");
    has("Lò Văn Pản", "chốt bc1", "Chốt BC1");
    has("Lò Văn Pản", "đồng ý", "Kết quả BC1");
    has("Lò Văn Pản", "chốt điểm danh", "1/18");
    CHECK(chat.read([&](storage::Session& s) { return trade_union::new_invite(s, "chair", chat.province.root_unit, chat.now, 1'000); }).size() == 14);
    CHECK(chat.read([&](storage::Session& s) { return trade_union::feedback(s, chat.province.root_unit, "2026-11-23", 10); }).size() == 1);
    CHECK(chat.read([&](storage::Session& s) { return chat.rules.due(s, chat.now + 100 * 86'400'000LL); }).out.empty());
    CHECK(chat.differences() == std::vector<std::string>{});
  }
}
