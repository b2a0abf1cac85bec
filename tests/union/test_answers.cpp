// What a line does to an open question: it answers it, withdraws it or leaves it open with a word on what still waits.
#include "tests/storage/stores.hpp"
#include "tests/union/stranger.hpp"

using tests::Chat, tests::has;

namespace {

constexpr const char *chair = "Lò Văn Pản", *group = "Tổ 3 · Xưởng May";

std::vector<std::string> stores() {
  std::vector<std::string> names{"memory"};
  if (!tests::postgres_address().empty()) names.push_back("postgresql");
  return names;
}

struct Asked {
  explicit Asked(const std::string& store_name) : store(tests::make_store(store_name)), chat(store->open()) { chat.says(chair, "xin chào"); }
  bool in_roll(const char* who) {
    return chat.read([&](storage::Session& s) { return s.number("SELECT COUNT(*) FROM membership WHERE person_id = ?1 AND to_day IS NULL", {chat.person(who).id}); }) == 1;
  }
  std::unique_ptr<tests::Store> store;
  Chat chat;
};

}  // namespace

TEST_CASE("who changes their mind withdraws the open confirmation") {
  const auto store = GENERATE(from_range(stores()));
  for (const auto* said : {"à nhầm, Giàng A Tủa cơ", "nhầm người rồi, Giàng A Tủa", "a nham, Giang A Tua co", "lộn, người khác cơ", "ok nhưng để tôi xem ngày đã", "dạ à nhầm Giàng A Tủa cơ ạ"}) {
    CAPTURE(said);
    Asked place(store);
    CHECK_THAT(place.chat.answer(chair, "xoá Lò Thị Hoa vì nghỉ việc"), Catch::Contains("Làm không?"));
    CHECK_THAT(place.chat.answer(chair, said), Catch::Contains("Đã bỏ việc trên, chưa thay đổi gì. Xin nhắn lại lệnh đúng."));
    CHECK_THAT(place.chat.answer(chair, "đồng ý"), Catch::Contains("không chờ"));
    CHECK(place.in_roll("Lò Thị Hoa"));
  }
}

TEST_CASE("a change of mind with the right command withdraws the one and asks about the other") {
  Asked place("memory");
  place.chat.says(chair, "xoá Lò Thị Hoa vì nghỉ việc");
  const auto out = place.chat.says(chair, "à nhầm, xoá Giàng A Tủa vì nghỉ việc");
  REQUIRE(out.size() == 2);
  CHECK_THAT(out[0].text, Catch::Contains("Đã bỏ việc trên"));
  CHECK_THAT(out[1].text, Catch::Contains("Giàng A Tủa") && Catch::Contains("Làm không?"));
  place.chat.says(chair, "đồng ý");
  CHECK(place.in_roll("Lò Thị Hoa"));
  CHECK_FALSE(place.in_roll("Giàng A Tủa"));
}

TEST_CASE("another unclear line says what still waits, and is no yes") {
  Asked place("memory");
  place.chat.says(chair, "xoá Lò Thị Hoa vì nghỉ việc");
  for (const auto* said : {"trời hôm nay nắng to ghê", "👍"}) {
    CAPTURE(said);
    CHECK_THAT(place.chat.answer(chair, said), Catch::Contains("chưa rõ ý") && Catch::Contains("Máy vẫn chờ") && Catch::Contains("Đưa Lò Thị Hoa"));
    CHECK(place.in_roll("Lò Thị Hoa"));
  }
  CHECK_FALSE(has(place.chat.answer("Giàng A Tủa", "trời hôm nay nắng to ghê"), "vẫn chờ"));
  place.chat.says(chair, "đồng ý");
  CHECK_FALSE(place.in_roll("Lò Thị Hoa"));
  CHECK_FALSE(has(place.chat.answer(chair, "trời hôm nay nắng to ghê"), "vẫn chờ"));
}

TEST_CASE("in a group only who calls the bot withdraws") {
  Asked place("memory");
  place.chat.says(chair, "tạo bình chọn: Đi đâu? | Sa Pa | Mộc Châu");
  place.chat.says(chair, "@bot chốt bc1", group);
  place.chat.says(chair, "nhầm, hàng mã 5 cơ", group);
  CHECK_THAT(place.chat.answer(chair, "@bot à nhầm, chưa đến giờ", group), Catch::Contains("Đã bỏ việc trên"));
  place.chat.says(chair, "bot đồng ý", group);
  CHECK(tests::number(place.chat, "SELECT COUNT(*) FROM poll WHERE state = 'open'") == 1);
}

TEST_CASE("what answers no number leaves the numbered question open, and no number is a vote") {
  Asked place(GENERATE(from_range(stores())));
  auto& chat = place.chat;
  chat.says(chair, "tạo bình chọn: Đi đâu? | Sa Pa | Mộc Châu | Ở nhà");
  CHECK_THAT(chat.answer(chair, "chuyển chị Hoa tổ 1 sang tổ 3"), Catch::Contains("2) Nguyễn Thị Hoa"));
  for (const auto* said : {"đồng ý", "3", "👍", "ok", "trời hôm nay nắng to ghê", "1 và 2"}) {
    CAPTURE(said);
    CHECK_THAT(chat.answer(chair, said), Catch::Contains("Xin trả lời bằng số 1–2, hoặc thôi."));
  }
  CHECK_THAT(chat.answer(chair, "2"), Catch::Contains("Chuyển Nguyễn Thị Hoa"));
  CHECK(tests::number(chat, "SELECT COUNT(*) FROM answer") == 0);
}

TEST_CASE("a new command, thôi or the time ends a numbered question") {
  Asked place("memory");
  auto& chat = place.chat;
  const auto ask = [&] { return chat.answer(chair, "chuyển chị Hoa tổ 1 sang tổ 3"); };
  ask();
  CHECK_THAT(chat.answer(chair, "chuyển Giàng A Tủa sang tổ 1"), Catch::Contains("Chuyển Giàng A Tủa"));
  CHECK_FALSE(has(chat.answer(chair, "2"), "Nguyễn Thị Hoa"));
  ask();
  CHECK_THAT(chat.answer(chair, "thôi"), Catch::Contains("máy bỏ qua"));
  CHECK_THAT(chat.answer(chair, "đồng ý"), Catch::Contains("không chờ"));
  ask();
  chat.now += 16 * 60'000;
  CHECK_THAT(chat.answer(chair, "đồng ý"), Catch::Contains("không chờ"));
}

TEST_CASE("what must be said in private is not said again in the group") {
  Asked place("memory");
  for (const auto* said : {"@bot thêm đoàn viên Hầu Thị Nhung vào tổ 4, số 0987 000 112, sinh 3/5/1990", "@bot chuyển chị Hoa sang tổ 3", "@bot xem phản ánh"}) {
    CAPTURE(said);
    const auto out = place.chat.says(chair, said, group);
    REQUIRE_FALSE(out.empty());
    for (const auto* part : {"Nhung", "0987", "1990", "Hoa"}) CHECK_FALSE(has(out.back().text, part));
    CHECK_THAT(out.back().text, Catch::Contains("xin nhắn riêng cho máy."));
  }
  CHECK_THAT(place.chat.answer(chair, "@bot chuyển chị Hoa sang tổ 3", group), Catch::Contains("Việc này (chuyển tổ cho đoàn viên) xin nhắn riêng"));
}
