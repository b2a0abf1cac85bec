// What a one-time code proves, read as somebody would who has another's code: no second account without the first one's yes, no post that
// came after the code, nothing by a peer, no code that others have read. On SQLite and, where there is one, PostgreSQL.
#include "bot/union/invites.hpp"
#include "storage/unit_changes.hpp"
#include "tests/storage/stores.hpp"
#include "tests/union/meaning.hpp"
#include "tests/union/stranger.hpp"

using tests::add_member, tests::answer_to, tests::Chat, tests::has, tests::means, tests::number, tests::Stranger, tests::unit;
using storage::Session;

namespace {

constexpr std::int64_t hour = 3'600'000;
constexpr const char *chair = "Lò Văn Pản", *leader = "Giàng Thị Mỷ", *member = "Giàng A Tủa", *zone = "Lý Văn Sẻng", *province = "Vũ Thu Hương";

std::vector<std::string> stores() {
  std::vector<std::string> names{"memory"};
  if (!tests::postgres_address().empty()) names.push_back("postgresql");
  return names;
}

struct Place {
  explicit Place(const std::string& name) : store(tests::make_store(name)), chat(store->open()) {}
  std::unique_ptr<tests::Store> store;
  Chat chat;

  // What the maker passes on for that person: "mã ABCD-…".
  std::string code_by(const char* maker, const std::string& name) {
    const auto text = answer_to(chat, maker, "code_create", {{"name", name}});
    const auto at = text.find("mã ");
    CAPTURE(text);
    REQUIRE(at != std::string::npos);
    return text.substr(at, std::string("mã ABCD-ABCD-ABCD").size());
  }
  std::string by_command(std::int64_t person) {
    return "mã " + chat.read([&](Session& s) { return trade_union::new_person_code(s, person, chat.now, hour); });
  }
  void gives(std::int64_t person, const char* role, const char* where) {
    const auto at = unit(chat, where);
    chat.read([&](Session& s) { return storage::add_role(s, {.person = person, .unit = at, .role = role, .from_day = "2026-11-23"}); });
  }
  std::int64_t accounts(std::int64_t person) { return number(chat, ("SELECT COUNT(*) FROM identity WHERE person_id = " + std::to_string(person)).c_str()); }
  std::int64_t logged(const char* action) { return number(chat, ("SELECT COUNT(*) FROM audit WHERE action = '" + std::string(action) + "'").c_str()); }
};

}  // namespace

TEST_CASE("a code made by somebody else links a second account only after a yes of the first") {
  Place place(GENERATE(from_range(stores())));
  auto& chat = place.chat;
  const auto tua = chat.person(member).id;
  Stranger facebook{chat, "70099", "facebook"};
  const auto before = place.accounts(tua);
  const auto code = place.code_by(leader, member);
  facebook.says(code);
  const auto out = facebook.says("đúng");
  CHECK(has(facebook.mine(out), "Máy vừa hỏi tài khoản đó"));
  REQUIRE(tests::told(out, chat.person(member).zalo_id));
  CHECK(place.accounts(tua) == before);
  CHECK_FALSE(has(facebook.answer("xem dữ liệu của tôi"), member));
  CHECK(has(facebook.answer(code), "không đúng, đã dùng"));
  chat.says(member, "không phải");
  CHECK(place.accounts(tua) == before);
  CHECK(place.logged("account_refused") == 1);
  chat.says(member, "đúng");  // too late: the case is decided
  CHECK(place.accounts(tua) == before);

  Stranger own{chat, "70100", "facebook"};
  own.says(place.code_by(leader, member));
  own.says("đúng");
  chat.says(member, "đúng");
  CHECK(place.accounts(tua) == before + 1);
}

TEST_CASE("a code of the command line or of one's own needs no yes of the first account") {
  Place place(GENERATE(from_range(stores())));
  auto& chat = place.chat;
  Stranger first{chat, "70099", "facebook"}, second{chat, "70100", "facebook"};
  first.says(place.by_command(chat.person(member).id));
  CHECK(has(first.answer("đúng"), "Đã nối: Giàng A Tủa"));
  second.says(place.code_by(leader, leader));
  CHECK(has(second.answer("đúng"), "Đã nối: Giàng Thị Mỷ"));
}

TEST_CASE("of who speaks for a unit only the unit above gives the code, of an administrator nobody by chat") {
  Place place(GENERATE(from_range(stores())));
  auto& chat = place.chat;
  const auto tua = chat.person(member).id;
  const auto asks = [&](const char* who) { return answer_to(chat, who, "code_create", {{"name", member}}); };
  const auto role = GENERATE(as<std::string>{}, "chair", "deputy", "inspection", "officer");
  place.gives(tua, role.c_str(), "KCN");
  const auto refusal = asks(zone);
  CAPTURE(role, refusal);
  CHECK((has(refusal, "chưa có quyền") && has(refusal, province)));
  CHECK(has(asks(province), "Gửi Giàng A Tủa"));
  place.gives(tua, role.c_str(), "SH");
  CHECK(has(asks(province), "chưa có quyền"));

  const auto admin = add_member(chat, "Cứ Seo Phừ", "MSH-3");
  place.gives(admin, "administrator", "MSH");
  for (const auto* who : {chair, zone, province}) CHECK(has(answer_to(chat, who, "code_create", {{"name", "Cứ Seo Phừ"}}), "chưa có quyền"));
}

TEST_CASE("a code from before a post does not open the post") {
  Place place(GENERATE(from_range(stores())));
  auto& chat = place.chat;
  const auto person = add_member(chat, "Cứ Seo Phừ", "MSH-3");
  const auto way = GENERATE(as<std::string>{}, "granted", "appointed", "carried", "seat");
  CAPTURE(way);
  const auto code = place.code_by(leader, "Cứ Seo Phừ");
  const auto at = unit(chat, "MSH"), other = unit(chat, "CPL");
  if (way == "granted") place.gives(person, "chair", "MSH");
  if (way == "appointed") chat.database->write([&](Session& s) { storage::appoint_head(s, person, at, "2026-11-23", 0); });
  if (way == "seat") chat.database->write([&](Session& s) { storage::carry_seat(s, person, other, at, "2026-11-23", "split"); });
  if (way == "carried") chat.database->write([&](Session& s) {
    s.run("INSERT INTO role(person_id, unit_id, role, from_day) VALUES (?1, ?2, 'deputy', '2026-01-01')", {person, other});
    storage::carry_posts(s, other, at, "2026-11-23", "merged");
  });
  CHECK(has(Stranger{chat}.answer(code), "không đúng, đã dùng"));
  CHECK(place.accounts(person) == 0);
}

TEST_CASE("who stands in makes codes for the holder, and nobody makes many") {
  Place place(GENERATE(from_range(stores())));
  auto& chat = place.chat;
  const auto tua = chat.person(member).id, pan = chat.person(chair).id;
  chat.read([&](Session& s) {
    const auto post = storage::roles(s, pan, "2026-11-23").front();
    return storage::add_role(s, {.person = tua, .unit = post.unit, .role = post.role, .from_day = "2026-11-23", .to_day = "2026-12-01", .delegated_from = post.id});
  });
  add_member(chat, "Cứ Seo Phừ", "MSH-3");
  for (int n = 0; n < 20; ++n) place.code_by(member, "Cứ Seo Phừ");
  CHECK(number(chat, ("SELECT COUNT(*) FROM audit WHERE action = 'code_made' AND actor = 'person:" + std::to_string(tua) + "' AND on_behalf = 'person:" + std::to_string(pan) + "' AND channel = 'zalo'").c_str()) == 20);
  CHECK(has(answer_to(chat, member, "code_create", {{"name", "Cứ Seo Phừ"}}), "Một giờ chỉ cấp được 20 mã"));
  chat.now += hour;
  place.code_by(member, "Cứ Seo Phừ");
}

TEST_CASE("a code that was written in a group is over") {
  Place place(GENERATE(from_range(stores())));
  auto& chat = place.chat;
  const auto person = add_member(chat, "Cứ Seo Phừ", "MSH-3");
  const auto code = place.by_command(person);
  CHECK(has(chat.answer(member, "@bot " + code, "Tổ 3 · Xưởng May"), "không dùng được"));
  CHECK(has(Stranger{chat}.answer(code), "không đúng, đã dùng"));
  CHECK(place.accounts(person) == 0);
}

TEST_CASE("a post's code of a unit that has ended gives no post") {
  Place place(GENERATE(from_range(stores())));
  auto& chat = place.chat;
  const auto at = unit(chat, "MSH");
  const auto code = "mã " + chat.read([&](Session& s) { return trade_union::new_invite(s, "chair", at, chat.now, hour); });
  chat.database->write([&](Session& s) { storage::end_unit(s, at, "2026-11-23", "closed", 0); });
  CHECK(has(Stranger{chat}.answer(code), "không đúng, đã dùng"));
  CHECK(number(chat, "SELECT COUNT(*) FROM invite WHERE used_at IS NOT NULL") == 0);
}

TEST_CASE("whoever came in by a post's code is not linked to another by an older question") {
  Place place(GENERATE(from_range(stores())));
  auto& chat = place.chat;
  Stranger stranger{chat};
  stranger.says(place.code_by(leader, member));
  stranger.says("đúng");
  const auto at = unit(chat, "MSH");
  stranger.says("mã " + chat.read([&](Session& s) { return trade_union::new_invite(s, "chair", at, chat.now, hour, "Đỗ Quốc Kiên"); }));
  stranger.says("đúng");
  chat.says(member, "đúng");
  CHECK(number(chat, "SELECT COUNT(*) FROM identity i JOIN person p ON p.id = i.person_id WHERE i.external_id = '55501' AND p.name = 'Đỗ Quốc Kiên'") == 1);
}

TEST_CASE("who holds a post from tomorrow on is not taken by name today") {
  Place place(GENERATE(from_range(stores())));
  auto& chat = place.chat;
  const auto person = add_member(chat, "Cứ Seo Phừ", "MSH-3");
  const auto at = unit(chat, "MSH");
  chat.read([&](Session& s) { return storage::add_role(s, {.person = person, .unit = at, .role = "chair", .from_day = "2026-11-24"}); });
  Stranger stranger{chat};
  stranger.does(trade_union::Incoming::Kind::opened, "", tests::code_of(chat, at));
  stranger.says("Cứ Seo Phừ");
  stranger.says("đúng");
  CHECK(place.accounts(person) == 0);
}
