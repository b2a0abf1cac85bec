// One-time codes: for a post, a person, a group; used once, by the right one, and guessing costs time.
#include "bot/union/invites.hpp"
#include "tests/union/stranger.hpp"

using tests::add_member, tests::Chat, tests::has, tests::number, tests::Stranger, tests::unit;
using trade_union::Incoming;

namespace {

constexpr std::int64_t hour = 3'600'000;

std::string person_code(Chat& chat, std::int64_t person, std::int64_t valid = hour) {
  return chat.read([&](storage::Session& s) { return trade_union::new_person_code(s, person, chat.now, valid); });
}

std::string post_code(Chat& chat, const std::string& role, const std::string& unit_code, const std::string& name) {
  const auto where = unit(chat, unit_code);
  return chat.read([&](storage::Session& s) { return trade_union::new_invite(s, role, where, chat.now, hour, name); });
}

}  // namespace

TEST_CASE("a person's code links that person after a yes, once, and nobody else") {
  Chat chat;
  const auto person = add_member(chat, "Cứ Seo Phừ", "MSH-3");
  const auto code = person_code(chat, person);
  Stranger stranger{chat}, other{chat, "55502"};
  CHECK(has(stranger.answer("mã " + code), "cấp cho Cứ Seo Phừ"));
  CHECK(has(stranger.answer("không phải"), "chưa dùng"));
  stranger.says("mã " + code);
  CHECK(has(stranger.answer("đúng"), "Đã nối: Cứ Seo Phừ"));
  CHECK(has(other.answer("mã " + code), "không đúng, đã dùng hoặc đã hết hạn"));
  CHECK(has(chat.answer("Giàng A Tủa", "mã " + person_code(chat, person)), "cấp cho Cứ Seo Phừ"));
  CHECK(has(chat.answer("Giàng A Tủa", "đúng"), "đã nối với một người khác"));
  CHECK(number(chat, ("SELECT COUNT(*) FROM identity WHERE person_id = " + std::to_string(person)).c_str()) == 1);
}

TEST_CASE("a code of one's own is proof for a second account, and for a post") {
  Chat chat;
  const auto& tua = chat.person("Giàng A Tủa");
  Stranger facebook{chat, "70099", "facebook"};
  facebook.says("mã " + person_code(chat, tua.id));
  CHECK(has(facebook.answer("đúng"), "Đã nối: Giàng A Tủa"));
  const auto deputy = add_member(chat, "Cứ Seo Phừ", "MSH-3");
  const auto where = unit(chat, "MSH");
  chat.database->write([&](storage::Session& s) { storage::add_role(s, deputy, where, "deputy", "2025-07-01"); });
  Stranger stranger{chat};
  stranger.says("mã " + person_code(chat, deputy));
  CHECK(has(stranger.answer("đúng"), "Đã nối"));
  CHECK(has(stranger.answer("thống kê"), "May Sơn Hà"));
}

TEST_CASE("a newer code for the same person ends the older, and codes expire") {
  Chat chat;
  const auto person = add_member(chat, "Cứ Seo Phừ", "MSH-3");
  const auto old = person_code(chat, person), fresh = person_code(chat, person);
  Stranger stranger{chat}, other{chat, "55502"};
  CHECK(has(stranger.answer("mã " + old), "không đúng"));
  CHECK(has(other.answer("mã " + fresh), "cấp cho"));
  chat.now += 2 * hour;
  CHECK(has(other.answer("mã " + fresh), "không đúng"));
  CHECK_FALSE(tests::kept_anywhere(chat, fresh));
}

TEST_CASE("a post's code with a name shows it first and finds the person on the roll") {
  Chat chat;
  const auto person = add_member(chat, "Cứ Seo Phừ", "MSH-3");
  Stranger stranger{chat};
  CHECK(has(stranger.answer("mã " + post_code(chat, "chair", "MSH", "Cứ Seo Phừ")), "cấp cho Cứ Seo Phừ, chủ tịch"));
  CHECK(has(stranger.answer("đúng"), "Cứ Seo Phừ là chủ tịch"));
  CHECK(number(chat, ("SELECT COUNT(*) FROM role WHERE role = 'chair' AND person_id = " + std::to_string(person)).c_str()) == 1);
  CHECK(number(chat, "SELECT COUNT(*) FROM person WHERE name = 'Cứ Seo Phừ'") == 1);

  Stranger admin{chat, "55503"};
  admin.says("mã " + post_code(chat, "administrator", "SH", "Đỗ Quốc Kiên"));
  CHECK(has(admin.answer("#1 yes code"), "Đỗ Quốc Kiên là quản trị của LĐLĐ tỉnh Sơn Hà"));
}

TEST_CASE("a post's code with a name is for that person, whoever sends it") {
  Chat chat;
  const auto code = "mã " + post_code(chat, "chair", "MSH", "Lò Văn Pản");
  CHECK(has(chat.answer("Giàng Thị Mỷ", code), "đã nối với một người khác"));
  CHECK(number(chat, ("SELECT COUNT(*) FROM role WHERE role = 'chair' AND person_id = " + std::to_string(chat.person("Giàng Thị Mỷ").id)).c_str()) == 0);
  CHECK(has(chat.answer("Lò Văn Pản", code), "Lò Văn Pản là chủ tịch"));
}

TEST_CASE("guessing costs more time with every try, and says nothing") {
  Chat chat;
  const auto code = "mã " + person_code(chat, add_member(chat, "Cứ Seo Phừ", "MSH-3"), 100 * hour);
  Stranger stranger{chat};
  for (const auto minutes : {1, 5, 30, 120, 720}) {
    const auto wait = "sau " + std::to_string(minutes) + " phút";
    CHECK(has(stranger.answer("mã ABCD-EFGH-JKLM"), wait));
    const auto wrong = stranger.answer("mã ABCD-EFGH-JKLN"), right = stranger.answer(code);
    CHECK(wrong == right);  // while it waits, right and wrong are one
    chat.now += minutes * 60'000;
  }
  CHECK(has(stranger.answer(code), "cấp cho"));
  stranger.says("đúng");
  CHECK(number(chat, "SELECT COUNT(*) FROM code_try") == 0);
}

TEST_CASE("a code that cannot be made is refused with a sentence") {
  Chat chat;
  const auto group_code = [&](const char* where, const char* purpose) {
    const auto id = unit(chat, where);
    return chat.read([&](storage::Session& s) { return trade_union::new_group_code(s, id, purpose, chat.now, hour); });
  };
  CHECK(group_code("MSH-3", "").size() == 14);
  CHECK_THROWS_AS(group_code("MSH-3", "whole"), std::invalid_argument);
  CHECK_THROWS_AS(group_code("HB", "chairs"), std::invalid_argument);
  CHECK_THROWS_AS(person_code(chat, 999'999), std::invalid_argument);
}
