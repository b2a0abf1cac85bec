// What can be written: one phone screen at a time, one's own first.
#include <algorithm>

#include "tests/union/stranger.hpp"

using tests::Chat, tests::has;

TEST_CASE("help fits one screen, and thêm shows the next") {
  Chat chat;
  for (const auto* who : {"Giàng A Tủa", "Lò Văn Pản", "Vũ Thu Hương"}) {
    chat.says(who, "xin chào");
    auto text = chat.answer(who, "trợ giúp");
    for (int pages = 0; !has(text, "Hết rồi") && pages < 5; ++pages) {
      CAPTURE(who, text);
      CHECK(std::count(text.begin(), text.end(), '\n') < 12);
      CHECK(language::length(text) < 500);
      text = chat.answer(who, "thêm");
    }
  }
  CHECK_THAT(chat.answer("Lò Văn Pản", "trợ giúp"), Catch::Contains("Lệnh của chủ tịch") && Catch::Contains("Gõ \"thêm\""));
  CHECK_THAT(chat.answer("Lò Văn Pản", "thêm"), Catch::Contains("quyền riêng tư"));
  CHECK_THAT(chat.answer("Lò Văn Pản", "thêm"), Catch::Contains("Hết rồi"));
  CHECK_THAT(chat.answer("Vũ Thu Hương", "trợ giúp"), Catch::Contains("cấp trên"));
  CHECK_FALSE(has(chat.answer("Giàng A Tủa", "trợ giúp"), "thêm\""));
}

TEST_CASE("help does not push a question aside") {
  Chat chat;
  chat.says("Lò Văn Pản", "chuyển Lò Thị Hoa sang tổ 3");
  CHECK(chat.says("Lò Văn Pản", "trợ giúp").size() == 2);
  CHECK_THAT(chat.answer("Lò Văn Pản", "đồng ý"), Catch::Contains("Đã chuyển Lò Thị Hoa"));
}

TEST_CASE("in a group help says what everybody may do") {
  Chat chat;
  chat.says("Lò Văn Pản", "@bot trợ giúp", "Tổ 3 · Xưởng May");
  const auto text = chat.answer("Lò Văn Pản", "@bot trợ giúp", "Tổ 3 · Xưởng May");
  CHECK_FALSE(has(text, "Lệnh của chủ tịch"));
  CHECK(has(text, "Nhắn riêng"));
}
