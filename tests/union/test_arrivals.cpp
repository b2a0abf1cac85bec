// Getting in, way by way: a unit's code, a bound group, "đăng ký", the platform's form, a second account.
#include "bot/union/reports.hpp"
#include "storage/unit_changes.hpp"
#include "tests/storage/stores.hpp"
#include "tests/union/stranger.hpp"

using tests::add_member, tests::Chat, tests::code_of, tests::has, tests::number, tests::someone_without_account, tests::Stranger, tests::unit;
using trade_union::Incoming;
using trade_union::Outgoing;

namespace {

constexpr const char *chair = "Lò Văn Pản", *tua = "Giàng A Tủa", *leader_of_3 = "Giàng Thị Mỷ";
constexpr std::int64_t day_ms = 86'400'000;

trade_union::Reach total(Chat& chat) {
  return chat.read([&](storage::Session& s) { return trade_union::directive_report(s, 1, chat.province.root_unit, "2026-11-23").value(); }).total;
}

std::int64_t sum(const trade_union::Reach& r) { return r.queued + r.sent + r.held + r.failed + r.skipped; }

std::string guest_number(Chat& chat) { return std::to_string(number(chat, "SELECT MAX(id) FROM arrival WHERE state = 'guest'")); }

std::int64_t members(Chat& chat) { return number(chat, "SELECT COUNT(*) FROM membership WHERE to_day IS NULL"); }

}  // namespace

TEST_CASE("who comes through the link is bound after a yes, and then counts") {
  Chat chat;
  chat.broadcast_324();
  chat.says(chair, "đã đăng 324");
  const auto who = someone_without_account(chat);
  const auto code = code_of(chat, unit(chat, "MSH"));
  Stranger stranger{chat};
  const auto hello = stranger.does(Incoming::Kind::opened, "", code);
  REQUIRE(hello.size() == 2);  // the notice, then the question
  CHECK(has(hello[0].text, "máy trả lời tự động"));
  CHECK(has(hello[1].text, "họ và tên"));
  const auto asked = stranger.says("tôi là " + who.name);
  REQUIRE(asked.size() == 1);
  CHECK(has(asked[0].text, "Có phải anh/chị là " + who.name));
  CHECK(asked[0].choices.size() == 2);
  CHECK(has(stranger.answer("đúng rồi ạ"), "Đã nối: " + who.name));
  CHECK(number(chat, "SELECT COUNT(*) FROM arrival WHERE state = 'bound' AND name = ''") == 1);
  CHECK(has(stranger.answer("đã đọc 324"), "Đã ghi nhận"));
  const auto after = total(chat);
  CHECK(after.relayed == 51);  // proof shows that it arrived: no longer only posted by hand
  CHECK(after.acknowledged == 1);
  CHECK(sum(after) == after.roster);
  CHECK(chat.differences().empty());
  CHECK(has(stranger.answer("mã " + trade_union::shown_code(code)), "đã biết anh/chị"));
}

TEST_CASE("a typed code does the same, and three wrong persons end with the chair") {
  Chat chat;
  chat.broadcast_324();
  const auto who = someone_without_account(chat);
  Stranger stranger{chat};
  CHECK(has(stranger.answer("mã zzzz-zzzz"), "không có hoặc đã hết"));
  std::string code = trade_union::shown_code(code_of(chat, unit(chat, "MSH")));
  std::transform(code.begin(), code.end(), code.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  CHECK(has(stranger.answer("mã " + code), "họ và tên"));
  CHECK(has(stranger.answer("12345"), "Máy chưa rõ tên"));
  CHECK(has(stranger.answer("quyền riêng tư"), "Quyền riêng tư"));  // other questions are answered meanwhile
  for (int n = 0; n < 2; ++n) {
    CHECK(has(stranger.answer(who.name), "Có phải"));
    CHECK(has(stranger.answer("không phải"), "nhắn lại họ và tên"));
  }
  CHECK(has(stranger.answer(who.name), "Có phải"));
  CHECK(has(stranger.answer("không phải"), "đã báo tổ trưởng hoặc chủ tịch"));
  CHECK(has(stranger.answer("mã " + code), "đang xem lại"));  // no second call of the chair
  CHECK(has(stranger.answer("đã đọc 324"), "chưa biết anh/chị"));
  CHECK(number(chat, "SELECT COUNT(*) FROM evidence") == 0);
}

TEST_CASE("somebody on no list is a guest until the chair decides") {
  Chat chat;
  chat.broadcast_324();
  const auto code = code_of(chat, unit(chat, "MSH"));
  Stranger stranger{chat};
  stranger.does(Incoming::Kind::follow, "", code);
  const auto out = stranger.says("Cứ Seo Phừ");
  const auto told = std::find_if(out.begin(), out.end(), [&](const Outgoing& o) { return o.to.id != stranger.id; });
  REQUIRE(told != out.end());
  CHECK(has(told->text, "\"Cứ Seo Phừ\""));
  CHECK(told->to.id == chat.person(chair).zalo_id);
  const auto guest = std::to_string(number(chat, "SELECT id FROM arrival"));

  CHECK(has(chat.answer("Giàng A Tủa", "nhận khách " + guest + " là Giàng A Tủa"), "chưa có quyền"));
  CHECK(has(chat.answer(chair, "nhận khách " + guest + " là Giàng A Tủa"), "Chưa rõ là ai"));  // has an account already
  const auto who = someone_without_account(chat);
  const auto decided = chat.says(chair, "nhận khách " + guest + " là " + who.name);
  REQUIRE(decided.size() == 2);
  CHECK(decided[0].to.id == stranger.id);
  CHECK(has(decided[0].text, "Đã nối: " + who.name));
  CHECK(has(decided[1].text, "Đã nối tài khoản"));
  CHECK(has(chat.answer(chair, "từ chối khách " + guest), "đã được giải quyết"));
  CHECK(has(stranger.answer("đã đọc 324"), "Đã ghi nhận"));
  CHECK(chat.differences().empty());
}

TEST_CASE("a code on a notice board gives nobody the rights of a post") {
  Chat chat;
  chat.broadcast_324();
  const auto code = code_of(chat, unit(chat, "MSH"));
  const auto who = someone_without_account(chat);
  const auto there = unit(chat, "MSH");
  chat.database->write([&](storage::Session& session) { storage::add_role(session, who.person, there, "deputy", "2025-07-01"); });
  Stranger stranger{chat};
  stranger.does(Incoming::Kind::follow, "", code);
  stranger.says(who.name);
  stranger.says("đúng");
  const auto linked = "SELECT COUNT(*) FROM identity WHERE person_id = " + std::to_string(who.person);
  CHECK(number(chat, linked.c_str()) == 0);
}

TEST_CASE("two of one name are shown to the chair, who picks one") {
  Chat chat;
  chat.broadcast_324();
  const auto may = unit(chat, "MSH");
  chat.database->write([&](storage::Session& s) {
    for (int n = 0; n < 2; ++n)
      storage::add_membership(s, storage::add_person(s, "Mùa Thị Say", language::fold("Mùa Thị Say"), language::person_sort_key("Mùa Thị Say"), chat.now), may, "2026-01-01");
  });
  Stranger stranger{chat};
  stranger.does(Incoming::Kind::button, "", code_of(chat, may));
  const auto out = stranger.says("mua thi say");  // without marks it fits as well
  const auto told = std::find_if(out.begin(), out.end(), [&](const Outgoing& o) { return o.to.id != stranger.id; });
  REQUIRE(told != out.end());
  REQUIRE(told->choices.size() == 4);  // the two, a new member, nobody of ours
  CHECK(has(told->text, "2. Mùa Thị Say"));
  chat.says(chair, told->choices[1].payload);
  CHECK(has(stranger.answer("xin chào"), "Say"));
}

TEST_CASE("who says name, tổ and unit goes to the tổ leader, who knows the people") {
  Chat chat;
  const auto person = add_member(chat, "Cứ Seo Phừ", "MSH-3");
  Stranger stranger{chat};
  CHECK(has(stranger.answer("đăng ký Cứ Seo Phừ tổ 3"), "công đoàn cơ sở nào"));
  const auto out = stranger.says("tổ 3 May Sơn Hà");
  CHECK(has(stranger.mine(out), "đã báo tổ trưởng"));
  const auto* notice = tests::told(out, chat.person(leader_of_3).zalo_id);
  REQUIRE(notice);
  CHECK(has(notice->text, "1. Cứ Seo Phừ, Tổ 3"));
  CHECK_FALSE(tests::told(out, chat.person(chair).zalo_id));  // the nearest decides
  const auto decided = chat.says(leader_of_3, notice->choices[0].payload);
  CHECK(has(stranger.mine(decided), "Đã nối: Cứ Seo Phừ"));
  CHECK(number(chat, ("SELECT person_id FROM identity WHERE external_id = '55501' AND person_id = " + std::to_string(person)).c_str()) == person);
  CHECK(number(chat, "SELECT COUNT(*) FROM audit WHERE action = 'account_linked'") == 1);
}

TEST_CASE("a unit nobody knows is asked for, three times") {
  Chat chat;
  Stranger stranger{chat};
  stranger.says("đăng ký Cứ Seo Phừ");
  CHECK(has(stranger.answer("công ty gì đó"), "chưa tìm được"));
  CHECK(has(stranger.answer("không nhớ"), "chưa tìm được"));
  const auto out = stranger.says("hỏi làm gì");
  CHECK(has(stranger.mine(out), "đã báo"));
  CHECK(out.size() > 1);  // the officers above all: somebody must be able to decide
  CHECK(has(chat.answer("Vũ Thu Hương", "nhận khách " + guest_number(chat) + " là mới"), "là cấp trên"));
  const auto person = add_member(chat, "Cứ Seo Phừ", "MSH-3");
  CHECK(has(chat.answer("Vũ Thu Hương", "nhận khách " + guest_number(chat) + " là Cứ Seo Phừ"), "Đã nối"));
  CHECK(number(chat, ("SELECT COUNT(*) FROM identity WHERE person_id = " + std::to_string(person)).c_str()) == 1);
}

TEST_CASE("the code of a union that ended tells nobody apart by a name") {
  Chat chat;
  add_member(chat, "Cứ Seo Phừ", "HB");
  const auto may = unit(chat, "MSH");
  const auto code = code_of(chat, may);
  Stranger before{chat}, after{chat, "55502"};
  before.does(Incoming::Kind::opened, "", code);
  chat.read([&](storage::Session& s) { storage::end_unit(s, may, "2026-11-20", "closed", 0); });
  CHECK_FALSE(has(before.answer("Cứ Seo Phừ"), "Có phải"));
  CHECK(has(after.answer("mã " + code), "không có hoặc đã hết"));
}

TEST_CASE("names typed one after the other are tries too") {
  Chat chat;
  for (const auto* name : {"Cứ Seo Phừ", "Cứ Thị Mo", "Cứ A Lử", "Cứ A Páo"}) add_member(chat, name, "MSH-3");
  Stranger stranger{chat};
  stranger.does(Incoming::Kind::opened, "", code_of(chat, unit(chat, "MSH")));
  CHECK(has(stranger.answer("Cứ Seo Phừ"), "Có phải"));
  CHECK(has(stranger.answer("Cứ Thị Mo"), "Có phải"));
  CHECK(has(stranger.answer("đăng ký Cứ A Lử"), "Có phải"));
  const auto last = stranger.answer("Cứ A Páo");
  CHECK(has(last, "đã báo tổ trưởng"));
  CHECK_FALSE(has(last, "Tổ 3"));
}

TEST_CASE("a new member out of a union with tổ is put into one") {
  Chat chat;
  const auto before = members(chat);
  Stranger stranger{chat};
  stranger.does(Incoming::Kind::opened, "", code_of(chat, unit(chat, "MSH")));
  stranger.says("Cứ Seo Phừ");
  CHECK(has(chat.answer(chair, "nhận khách " + guest_number(chat) + " là mới"), "vào tổ nào"));
  CHECK(members(chat) == before);
}

TEST_CASE("what is no name is asked again, and commands are answered meanwhile") {
  Chat chat;
  Stranger stranger{chat};
  stranger.does(Incoming::Kind::opened, "", code_of(chat, unit(chat, "MSH")));
  for (const auto* line : {"tôi là", "dạ vâng ạ", "em không biết"}) CHECK(has(stranger.answer(line), "chưa rõ tên"));
  CHECK(has(stranger.answer("trợ giúp"), "bình chọn"));
  CHECK(number(chat, "SELECT COUNT(*) FROM arrival WHERE state = 'guest'") == 0);
}

TEST_CASE("the code of a union above the grass roots tells nobody apart by a name") {
  Chat chat;
  add_member(chat, "Cứ Seo Phừ", "MSH-3");
  Stranger stranger{chat};
  stranger.does(Incoming::Kind::opened, "", code_of(chat, unit(chat, "SH")));
  CHECK(has(stranger.answer("Cứ Seo Phừ"), "công đoàn cơ sở nào"));
  CHECK(has(stranger.answer("CĐ các KCN tỉnh"), "chưa tìm được"));  // nor is that one
  const auto out = stranger.says("tổ 3 May Sơn Hà");
  CHECK(has(stranger.mine(out), "đã báo tổ trưởng"));               // a unit that is only said proves nothing
  CHECK(tests::told(out, chat.person(leader_of_3).zalo_id));
  CHECK(number(chat, "SELECT COUNT(*) FROM arrival WHERE code IS NOT NULL") == 1);  // it is still known where they came from
}

TEST_CASE("typing the code again does not give new tries") {
  Chat chat;
  add_member(chat, "Cứ Seo Phừ", "MSH-3");
  const auto code = "mã " + code_of(chat, unit(chat, "MSH"));
  Stranger stranger{chat};
  stranger.says(code);
  for (int n = 0; n < 2; ++n) {
    CHECK(has(stranger.answer("Cứ Seo Phừ"), "Có phải"));
    stranger.says("không phải");
    CHECK(has(stranger.answer(code), "Có phải"));  // goes on where it was
  }
  CHECK(has(stranger.answer("không phải"), "đã báo tổ trưởng"));
}

TEST_CASE("a guest is not stuck for ever, and cannot ask for ever") {
  Chat chat;
  add_member(chat, "Cứ Seo Phừ", "MSH-3");
  Stranger stranger{chat};
  const auto code = "mã " + code_of(chat, unit(chat, "MSH"));
  stranger.says(code);
  stranger.says("Cứ Seo Phừn");
  chat.says(chair, "từ chối khách " + guest_number(chat));
  CHECK(has(stranger.answer(code), "họ và tên"));  // refused: may try again
  stranger.says("Cứ Seo Phừn");
  CHECK(has(stranger.answer(code), "đang xem lại"));
  chat.now += 8 * day_ms;
  CHECK(has(stranger.answer(code), "họ và tên"));  // nobody answered for a week
  for (int n = 0; n < 2; ++n) {
    stranger.says(code);
    stranger.says("Cứ Seo Phừn");
    chat.says(chair, "từ chối khách " + guest_number(chat));
  }
  CHECK(has(stranger.answer(code), "nhiều lần"));
}

TEST_CASE("who is on no list is made a member by the chair, not by the tổ leader") {
  Chat chat;
  const auto before = members(chat);
  Stranger stranger{chat};
  stranger.says("đăng ký Cứ Seo Phừ tổ 3");
  const auto out = stranger.says("May Sơn Hà");
  const auto guest = guest_number(chat);
  REQUIRE(tests::told(out, chat.person(leader_of_3).zalo_id));
  CHECK(has(chat.answer(leader_of_3, "nhận khách " + guest + " là mới"), "Lò Văn Pản"));  // refused, and by whom it can be done
  CHECK(has(chat.answer(chair, "nhận khách " + guest + " là mới"), "Thêm Cứ Seo Phừ vào danh sách đoàn viên Tổ 3"));
  CHECK(members(chat) == before);
  const auto done = chat.says(chair, "đồng ý");
  CHECK(has(stranger.mine(done), "Đã nối: Cứ Seo Phừ"));
  CHECK(members(chat) == before + 1);
  CHECK(chat.differences() == std::vector<std::string>{});
  CHECK(has(chat.answer(chair, "nhận khách " + guest + " là mới"), "đã được giải quyết"));
}

TEST_CASE("guests are counted nowhere") {
  Chat chat;
  Stranger stranger{chat};
  stranger.says("đăng ký Cứ Seo Phừ tổ 3");
  stranger.says("May Sơn Hà");
  chat.broadcast_324();
  CHECK(total(chat).roster == 1544);
  chat.says(chair, "tạo bình chọn: Đi đâu? | Sa Pa | Mộc Châu");
  stranger.says("bc1: 1");
  stranger.says("đã đọc 324");
  CHECK(number(chat, "SELECT roster FROM poll") == 312);
  CHECK(number(chat, "SELECT COUNT(*) FROM answer") == 0);
  CHECK(number(chat, "SELECT COUNT(*) FROM evidence") == 0);
  CHECK(chat.differences() == std::vector<std::string>{});
}

TEST_CASE("a second account needs the yes of the first, and counts once") {
  Chat chat;
  chat.broadcast_324();
  chat.says(chair, "tạo bình chọn: Đi đâu? | Sa Pa | Mộc Châu");
  Stranger facebook{chat, "70099", "facebook"};
  facebook.does(Incoming::Kind::opened, "", code_of(chat, unit(chat, "MSH")));
  const auto out = facebook.says(tua);
  CHECK(has(facebook.mine(out), "đã nối với một tài khoản khác"));
  const auto* asked = tests::told(out, chat.person(tua).zalo_id);
  REQUIRE(asked);
  CHECK(has(asked->text, "Messenger"));
  CHECK(has(facebook.answer("bc1: 1"), "chưa biết anh/chị"));
  const auto done = chat.says(tua, "đúng");
  CHECK(has(facebook.mine(done), "Đã nối: Giàng A Tủa"));
  chat.says(tua, "bc1: 1");
  facebook.says("bc1: 2");
  CHECK(number(chat, "SELECT voted FROM poll") == 1);  // two accounts, one person: the last answer counts
  CHECK(number(chat, "SELECT votes FROM poll_option WHERE n = 2") == 1);
  CHECK(total(chat).roster == 1544);
  CHECK(chat.differences() == std::vector<std::string>{});
}

TEST_CASE("a name alone never links a second account") {
  Chat chat;
  Stranger impostor{chat, "55777"};
  impostor.does(Incoming::Kind::opened, "", code_of(chat, unit(chat, "MSH")));
  const auto out = impostor.says(tua);
  const auto* asked = tests::told(out, chat.person(tua).zalo_id);
  REQUIRE(asked);
  const auto no = chat.says(tua, asked->choices[1].payload);
  CHECK(has(impostor.mine(no), "chưa nhận ra"));
  CHECK(number(chat, "SELECT COUNT(*) FROM identity WHERE external_id = '55777' AND person_id IS NOT NULL") == 0);
  chat.says(tua, asked->choices[0].payload);  // the old button does nothing more
  CHECK(number(chat, "SELECT COUNT(*) FROM identity WHERE external_id = '55777' AND person_id IS NOT NULL") == 0);
  CHECK(has(chat.answer(leader_of_3, asked->choices[0].payload), "không chờ"));  // nor in other hands
  // only said, without a code: the leader is shown that there is an account, and no button for it
  Stranger other{chat, "55778"};
  other.says(std::string("đăng ký ") + tua + " tổ 3");
  const auto told = other.says("May Sơn Hà");
  const auto* notice = tests::told(told, chat.person(leader_of_3).zalo_id);
  REQUIRE(notice);
  CHECK(has(notice->text, "chỉ vào bằng mã riêng"));
  CHECK(notice->choices.size() == 2);
  CHECK(has(chat.answer(chair, "nhận khách " + guest_number(chat) + " là Giàng A Tủa"), "Chưa rõ là ai"));
}

TEST_CASE("a guest in a bound group is shown the way in once, and the group tells the unit") {
  Chat chat;
  const auto person = add_member(chat, "Cứ Seo Phừ", "MSH-3");
  Stranger there{chat, "55801", "zalo", "Tổ 3 · Xưởng May"};
  const auto out = there.says("@bot điểm danh");
  REQUIRE_FALSE(out.empty());
  CHECK(has(out.back().text, "nhắn riêng"));
  CHECK(out.back().to.group);
  CHECK(there.says("@bot điểm danh").empty());
  CHECK(number(chat, "SELECT COUNT(*) FROM meeting_person WHERE status <> ''") == 0);
  Stranger here{chat, "55801"};
  CHECK(has(here.answer("xin chào"), "nhóm của Tổ 3"));
  CHECK(has(here.answer("Cứ Seo Phừ"), "Có phải"));
  CHECK(has(here.answer("đúng"), "Đã nối"));
  CHECK(number(chat, ("SELECT COUNT(*) FROM group_member WHERE to_at IS NULL AND person_id = " + std::to_string(person)).c_str()) == 1);
}

TEST_CASE("who is known already gets a friendly answer") {
  Chat chat;
  CHECK(has(chat.answer(tua, "đăng ký Giàng A Tủa tổ 3"), "Máy đã biết anh/chị là Giàng A Tủa"));
  CHECK(number(chat, "SELECT COUNT(*) FROM arrival") == 0);
  CHECK(has(chat.answer(tua, "@bot đăng ký Giàng A Tủa tổ 3", "Tổ 3 · Xưởng May"), "nhắn riêng"));
}

TEST_CASE("getting in on PostgreSQL") {
  if (tests::postgres_address().empty()) {
    WARN("NHIPCAU_TEST_PG is not set: PostgreSQL is not tested");
    return;
  }
  const tests::ScratchDatabase scratch;
  Chat chat(storage::open_postgres({scratch.url(), 2, 1, true}));
  add_member(chat, "Cứ Seo Phừ", "MSH-3", "+84987000777");
  add_member(chat, "Cứ Thị Phừ", "MSH-3");
  Stranger stranger{chat};
  CHECK(has(stranger.answer("đăng ký Cứ Seo Phừ tổ 3 0987 000 777"), "chưa lưu"));
  CHECK(has(stranger.answer("đồng ý"), "gửi lại số"));
  const auto form = stranger.does(Incoming::Kind::profile, "", "", {{"phone", "+84987000777"}});
  CHECK(has(stranger.mine(form), "Có phải anh/chị là Cứ Seo Phừ"));
  CHECK(has(stranger.answer("đúng"), "Đã nối"));
  CHECK(has(stranger.answer("rút lại đồng ý"), "Đã rút"));
  CHECK_FALSE(tests::kept_anywhere(chat, "khong co o dau"));
  Stranger other{chat, "55502"};
  other.does(Incoming::Kind::opened, "", code_of(chat, unit(chat, "MSH-3")));
  const auto out = other.says("Cứ Phừ");
  CHECK(tests::told(out, chat.person(leader_of_3).zalo_id));
  CHECK(has(chat.answer(chair, "nhận khách " + guest_number(chat) + " là mới"), "Thêm Cứ Phừ"));
  CHECK(has(other.mine(chat.says(chair, "đồng ý")), "Đã nối: Cứ Phừ"));
  Stranger facebook{chat, "70099", "facebook"};
  facebook.does(Incoming::Kind::opened, "", code_of(chat, unit(chat, "MSH")));
  facebook.says(tua);
  CHECK(has(facebook.mine(chat.says(tua, "đúng")), "Đã nối"));
  CHECK(chat.differences() == std::vector<std::string>{});
}
