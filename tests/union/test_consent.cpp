// Phone and birth date: nothing is kept before the notice was agreed to, and all goes when the yes is taken back.
#include "bot/union/consenting.hpp"
#include "bot/union/invites.hpp"
#include "storage/questions.hpp"
#include "storage/vault.hpp"
#include "tests/union/stranger.hpp"

using tests::add_member, tests::Chat, tests::has, tests::kept_anywhere, tests::number, tests::Stranger, tests::unit;
using trade_union::Incoming;

namespace {

constexpr const char *tua = "Giàng A Tủa", *digits = "987000777";

bool says_it(const std::vector<trade_union::Outgoing>& out) {
  return std::any_of(out.begin(), out.end(), [](const auto& o) { return has(o.text, digits) || has(o.text, "987 000 777"); });
}

std::int64_t phones(Chat& chat) { return number(chat, "SELECT COUNT(*) FROM person WHERE phone IS NOT NULL"); }

}  // namespace

TEST_CASE("a number sent before the yes is nowhere, and the notice comes first") {
  Chat chat;
  add_member(chat, "Cứ Seo Phừ", "MSH-3");
  Stranger stranger{chat};
  const auto out = stranger.says("đăng ký Cứ Seo Phừ tổ 3 0987 000 777");
  CHECK(has(stranger.mine(out), "chưa lưu số điện thoại"));
  CHECK(has(stranger.mine(out), "rút đồng ý"));
  CHECK(out.back().choices.size() == 2);
  CHECK_FALSE(says_it(out));
  CHECK_FALSE(kept_anywhere(chat, digits));
  CHECK(kept_anywhere(chat, "Cứ Seo Phừ"));  // what is looked for would be found
  CHECK(number(chat, "SELECT COUNT(*) FROM consent") == 0);
  stranger.does(Incoming::Kind::profile, "", "", {{"name", "Cứ Seo Phừ"}, {"phone", "+84987000777"}, {"birthday", "1988-08-12"}});  // nor by the platform's form
  CHECK_FALSE(kept_anywhere(chat, digits));
  CHECK_FALSE(kept_anywhere(chat, "1988-08-12"));
}

TEST_CASE("yes is kept with the notice as shown, then the number counts") {
  Chat chat;
  const auto person = add_member(chat, "Cứ Seo Phừ", "MSH-3");
  Stranger stranger{chat};
  const auto shown = stranger.mine(stranger.says("đăng ký Cứ Seo Phừ tổ 3 0987 000 777"));
  const auto asked = stranger.says("đồng ý");
  CHECK(asked.back().manner == trade_union::Manner::contact);
  const auto notice = chat.catalog.render("chat/vi/consent_notice", {{"responsible", "Ban Tuyên giáo LĐLĐ tỉnh Sơn Hà"}, {"contact", "0213 000 000"}});
  CHECK(has(shown, notice));
  chat.read([&](storage::Session& s) {
    const auto held = storage::consents::held(s, s.number("SELECT id FROM identity WHERE external_id = '55501'"), 0);
    REQUIRE(held);
    CHECK(held->notice.hash == storage::sha256_hex(notice));
    CHECK(held->notice.version == trade_union::notice_version);
  });
  CHECK(has(stranger.answer("số của em là"), "chưa rõ số"));
  CHECK(has(stranger.answer("0987 000 777"), "công đoàn cơ sở nào"));  // the roll knows no number of theirs: the leader decides
  stranger.says("May Sơn Hà");
  CHECK(kept_anywhere(chat, digits));  // with consent, until it is decided
  const auto guest = std::to_string(number(chat, "SELECT id FROM arrival WHERE state = 'guest'"));
  chat.says("Giàng Thị Mỷ", "nhận khách " + guest + " là 1");
  CHECK(number(chat, ("SELECT COUNT(*) FROM person WHERE phone = '+84987000777' AND id = " + std::to_string(person)).c_str()) == 1);
  CHECK(number(chat, ("SELECT COUNT(*) FROM consent WHERE person_id = " + std::to_string(person)).c_str()) == 1);

  const auto view = stranger.answer("xem dữ liệu của tôi");
  CHECK(has(view, "Cứ Seo Phừ"));
  CHECK(has(view, "đuôi 777"));
  CHECK_FALSE(has(view, "0987"));
  CHECK(has(stranger.answer("rút lại đồng ý"), "Đã rút"));
  CHECK_FALSE(kept_anywhere(chat, digits));
  CHECK(number(chat, "SELECT COUNT(*) FROM consent WHERE withdrawn_at IS NOT NULL") == 1);
  CHECK(has(stranger.answer("xem dữ liệu của tôi"), "chưa"));
  CHECK(has(stranger.answer("rút lại đồng ý"), "chưa đồng ý"));
}

TEST_CASE("without a yes the way goes on without the number") {
  Chat chat;
  add_member(chat, "Cứ Seo Phừ", "MSH-3", "+84987000777");
  Stranger stranger{chat};
  stranger.says("đăng ký Cứ Seo Phừ tổ 3 0987 000 777");
  const auto out = stranger.says("không");
  REQUIRE(out.size() == 2);
  CHECK(has(out[0].text, "không lưu"));
  CHECK(has(out[1].text, "công đoàn cơ sở nào"));
  CHECK(number(chat, "SELECT COUNT(*) FROM consent") == 0);
}

TEST_CASE("what the roll itself holds is not deleted with a consent") {
  Chat chat;
  add_member(chat, "Cứ Seo Phừ", "MSH-3", "+84987000777");
  Stranger stranger{chat};
  stranger.says("đăng ký Cứ Seo Phừ tổ 3 0987 000 777");
  stranger.says("đồng ý");
  const auto form = stranger.does(Incoming::Kind::profile, "", "", {{"phone", "+84987000777"}});
  CHECK(has(stranger.mine(form), "Có phải anh/chị là Cứ Seo Phừ"));  // name and the platform's number are enough
  CHECK(has(stranger.answer("đúng"), "Đã nối"));
  stranger.says("rút lại đồng ý");
  CHECK(phones(chat) == 1);  // the union's own entry
}

TEST_CASE("who is known by a name and a yes alone neither sees nor changes the roll's birth date") {
  Chat chat;
  const auto person = add_member(chat, "Cứ Seo Phừ", "MSH-3");
  chat.read([&](storage::Session& s) { return s.run("UPDATE person SET birth_day = '1988-08-12' WHERE id = ?1", {person}); });
  Stranger stranger{chat}, second{chat, "55502"};
  stranger.does(Incoming::Kind::opened, "", tests::code_of(chat, unit(chat, "MSH")));
  stranger.says("Cứ Seo Phừ");
  CHECK(has(stranger.answer("đúng"), "Đã nối"));
  const auto view = stranger.answer("xem dữ liệu của tôi");
  CHECK(has(view, "ngày sinh: có"));
  CHECK_FALSE(has(view, "1988"));
  stranger.says("em đồng ý cho lưu số điện thoại");
  stranger.says("đồng ý");
  CHECK(has(stranger.answer("sửa ngày sinh của em thành 01/01/1990"), "Đã chuyển đề nghị sửa ngày sinh"));
  stranger.says("rút lại đồng ý");
  CHECK(number(chat, "SELECT COUNT(*) FROM person WHERE birth_day = '1988-08-12'") == 1);
  second.says("mã " + chat.read([&](storage::Session& s) { return trade_union::new_person_code(s, person, chat.now, 3'600'000); }));
  second.says("đúng");
  CHECK(has(second.answer("xem dữ liệu của tôi"), "12/8/1988"));
}

TEST_CASE("questions nobody answered are forgotten") {
  Chat chat;
  Stranger stranger{chat};
  stranger.says("đăng ký Cứ Seo Phừ");
  chat.read([&](storage::Session& s) {
    CHECK(storage::forget_expired(s, chat.now, 10) == 0);
    CHECK(storage::forget_expired(s, chat.now + 8 * 86'400'000LL, 10) == 1);
  });
  CHECK(number(chat, "SELECT COUNT(*) FROM pending_question") == 0);
}

TEST_CASE("a member changes phone and birth date under consent, and name and tổ by the leader") {
  Chat chat;
  CHECK(has(chat.answer(tua, "số mới của em 0987 000 777"), "chưa lưu"));
  CHECK_FALSE(kept_anywhere(chat, digits));
  CHECK(has(chat.answer(tua, "đồng ý"), "nhắn lại"));
  CHECK(has(chat.answer(tua, "số mới của em 0987 000 777"), "Đã lưu số điện thoại"));
  CHECK(has(chat.answer(tua, "sửa ngày sinh của em thành 12/08/1988"), "Đã lưu ngày sinh"));
  CHECK(phones(chat) == 1);
  CHECK_FALSE(kept_anywhere(chat, "\"phone\":\"+84"));
  CHECK(number(chat, "SELECT COUNT(*) FROM audit WHERE action = 'profile_update'") == 2);
  CHECK(has(chat.answer("Lò Thị Hoa", "em đồng ý cho lưu số điện thoại"), "Thông báo về dữ liệu"));  // the notice first, whatever is said
  chat.says("Lò Thị Hoa", "đồng ý");
  CHECK(has(chat.answer("Lò Thị Hoa", "số mới của em 0987 000 777"), "một người khác"));
  CHECK(has(chat.answer("Lò Thị Hoa", "em đồng ý cho lưu số điện thoại"), "đã đồng ý từ"));

  const auto wish = chat.says(tua, "em chuyển sang tổ 4");
  const auto* told = tests::told(wish, chat.person("Giàng Thị Mỷ").zalo_id);
  REQUIRE(told);
  CHECK(has(told->text, "chuyển Giàng A Tủa sang tổ 4"));
  CHECK(number(chat, ("SELECT COUNT(*) FROM membership WHERE person_id = " + std::to_string(chat.person(tua).id)).c_str()) == 1);
  CHECK(has(chat.answer(tua, "@bot xem dữ liệu của tôi", "Tổ 3 · Xưởng May"), "nhắn riêng"));
}

TEST_CASE("a forgotten account leaves no name, number, tries or consent of its own") {
  Chat chat;
  const auto person = add_member(chat, "Cứ Seo Phừ", "MSH-3");
  Stranger stranger{chat};
  stranger.says("mã ABCD-EFGH-JKLM");
  stranger.says("đăng ký Cứ Seo Phừn tổ 3 0987 000 777");
  stranger.says("đồng ý");
  stranger.says("0987 000 777");
  stranger.says("May Sơn Hà");
  CHECK(kept_anywhere(chat, digits));
  stranger.does(Incoming::Kind::erase_request, "");
  CHECK_FALSE(kept_anywhere(chat, digits));
  CHECK_FALSE(kept_anywhere(chat, "Cứ Seo Phừn"));
  CHECK(number(chat, "SELECT COUNT(*) FROM code_try") == 0);
  CHECK(number(chat, "SELECT COUNT(*) FROM arrival WHERE identity_id IS NOT NULL") == 0);
  CHECK(number(chat, "SELECT COUNT(*) FROM consent WHERE identity_id IS NULL AND withdrawn_at IS NOT NULL") == 1);  // that there was one stays

  Stranger again{chat, "55502"};
  again.says("đăng ký Cứ Seo Phừ tổ 3 0987 000 777");
  again.says("đồng ý");
  again.says("0987 000 777");
  again.says("May Sơn Hà");
  chat.says("Giàng Thị Mỷ", "nhận khách " + std::to_string(number(chat, "SELECT id FROM arrival WHERE state = 'guest' AND identity_id IS NOT NULL")) + " là 1");
  CHECK(phones(chat) == 1);
  again.does(Incoming::Kind::erase_request, "");
  CHECK(phones(chat) == 0);
  CHECK(number(chat, ("SELECT COUNT(*) FROM membership WHERE person_id = " + std::to_string(person)).c_str()) == 1);  // the roll itself stays
}

TEST_CASE("what is asked back or waits behind another command keeps no number either") {
  Chat chat;
  chat.says(tua, "sdt moi cuar em 0987 000 777");  // a guess, asked back
  CHECK_FALSE(kept_anywhere(chat, digits));
  chat.says(tua, "xem 324\nsố mới của em 0987 000 777");
  CHECK_FALSE(kept_anywhere(chat, digits));
  chat.says("Lò Văn Pản", "chuyển chị Hoa sang tổ 3 từ 1/12\nsố mới của em 0987 000 777");  // which Hoa? the rest waits
  CHECK(number(chat, "SELECT COUNT(*) FROM pending_question") > 0);
  CHECK_FALSE(kept_anywhere(chat, digits));
}
