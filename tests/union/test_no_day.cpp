// A day that does not exist is told, and nothing is done or proposed; in free text it is what people wrote.
#include <catch2/catch.hpp>

#include "tests/union/chat.hpp"

using Catch::Matchers::Contains, tests::Chat;

TEST_CASE("a day that does not exist stops what would change something", "[no_day]") {
  for (const auto& [who, line, day] : std::vector<std::tuple<const char*, const char*, const char*>>{
           {"Lò Văn Pản", "xoa Vu Van Quan nghi viec tu 31/11", "31/11"},
           {"Lò Văn Pản", "chị Sùng Thị Dợ chuyển sang tổ 3 từ 31/11", "31/11"},
           {"Lò Văn Pản", "mở điểm danh họp tổ 3 8h 30/2", "30/2"},
           {"Lò Văn Pản", "tạo bình chọn: Đi đâu? | Sa Pa | Đà Lạt | hạn 31/11", "31/11"},
           {"Lò Văn Pản", "ủy quyền cho chị Lò Thị Hoa đến 31/11/2026", "31/11/2026"},
           {"Vũ Thu Hương", "gửi kế hoạch 324 cho toàn tỉnh, hạn 31/11", "31/11"}}) {
    INFO(line);
    Chat chat;
    chat.says(who, "xin chào");
    CHECK_THAT(chat.answer(who, line), Contains("Ngày " + std::string(day) + " không có."));
    CHECK_THAT(chat.answer(who, "ok"), !Contains("Đã "));
    CHECK(chat.differences().empty());
  }
}

TEST_CASE("a day that does not exist in free text stops nothing", "[no_day]") {
  for (const auto* line : {"phản ánh: lịch họp tổ ghi ngày 31/11 là sai", "tạo bình chọn: Lịch ghi 31/11 sửa thành? | 30/11 | 01/12"}) {
    INFO(line);
    Chat chat;
    CHECK_THAT(chat.answer("Lò Văn Pản", line), !Contains("không có. Xin"));
  }
}
