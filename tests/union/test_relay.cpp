// The relay kit: the chair's text, the tick and its figures, who comes through the code.
#include <algorithm>

#include "bot/language/relay.hpp"
#include "bot/language/text.hpp"
#include "bot/union/relay.hpp"
#include "bot/union/reports.hpp"
#include "storage/memberships.hpp"
#include "storage/people.hpp"
#include "storage/relay.hpp"
#include "tests/storage/stores.hpp"
#include "tests/union/chat.hpp"

using tests::Chat;
using trade_union::Incoming;
using trade_union::Outgoing;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

constexpr const char* chair = "Lò Văn Pản";

std::int64_t unit(Chat& chat, const std::string& code) {
  return chat.read([&](storage::Session& s) { return s.number("SELECT id FROM unit WHERE external_code = ?1", {code}); });
}

std::int64_t number(Chat& chat, const char* sql) {
  return chat.read([&](storage::Session& s) { return s.number(sql); });
}

trade_union::Reach total(Chat& chat) {
  return chat.read([&](storage::Session& s) { return trade_union::directive_report(s, 1, chat.province.root_unit, "2026-11-23").value(); }).total;
}

std::int64_t sum(const trade_union::Reach& r) { return r.queued + r.sent + r.held + r.failed + r.skipped; }

// A new account on Zalo that writes, or comes by a link (ref).
struct Stranger {
  Chat& chat;
  std::string id = "55501";
  std::vector<Outgoing> does(Incoming::Kind kind, const std::string& text, const std::string& ref = "", const std::map<std::string, std::string>& profile = {}) {
    Incoming in;
    in.kind = kind;
    in.text = text;
    in.ref = ref;
    in.profile = profile;
    in.sender_id = id;
    in.from = {"zalo", chat.province.oa_id, false, id};
    in.at = chat.now;
    auto out = chat.database->write([&](storage::Session& s) { return chat.rules.handle(s, in, chat.now); }).out;
    chat.now += 1'000;
    return out;
  }
  std::vector<Outgoing> says(const std::string& text) { return does(Incoming::Kind::message, text); }
  std::string answer(const std::string& text) {
    const auto out = says(text);
    const auto mine = std::find_if(out.rbegin(), out.rend(), [&](const Outgoing& o) { return o.to.id == id; });
    return mine == out.rend() ? "" : mine->text;
  }
};

std::string code_of(Chat& chat, std::int64_t of) {
  return chat.read([&](storage::Session& s) { return trade_union::relay_code_of(s, of, chat.now); });
}

// Members of the whole of May Sơn Hà without an account: the first of them, and how many.
struct Unreached { std::int64_t person = 0; std::string name; };
Unreached someone_without_account(Chat& chat) {
  return chat.read([&](storage::Session& s) {
    return s.one("SELECT p.id, p.name FROM campaign_person c JOIN person p ON p.id = c.person_id WHERE c.state = 'skipped' AND c.reason IN ('no_channel', 'relayed') AND NOT EXISTS "
                 "(SELECT 1 FROM person q WHERE q.id <> p.id AND q.folded_name = p.folded_name) ORDER BY p.id",
                 {}, [](const storage::Row& r) { return Unreached{r.integer(0), r.string(1)}; }).value();
  });
}

}  // namespace

TEST_CASE("codes of units are read as people write them") {
  for (const auto* written : {"ABCD-EFGH", "abcd-efgh", "abcd efgh", "AbCdEfGh", "ab cd ef gh"}) CHECK(language::relay_code(written) == "ABCDEFGH");
  for (const auto* written : {"ABCD-EFG", "ABCD-EFGHJ", "ABCD-EFG0", "ABCD_EFGH", ""}) CHECK(language::relay_code(written).empty());
  const language::Context direct{language::Role::guest, false, tests::start, false};
  for (const auto* line : {"mã ABCD-EFGH", "ma abcd efgh", "Mã đơn vị abcd-efgh ạ", "ABCD-EFGH"}) {
    CAPTURE(line);
    const auto intent = language::understand(line, direct);
    CHECK(intent.name == "relay_code");
    CHECK(intent.args.value("code", "") == "ABCDEFGH");
  }
  CHECK(language::understand("mã ABCD-EFGH-JKLM", direct).name == "invite_code");
  CHECK(language::understand("toan-tinh", direct).name != "relay_code");
}

TEST_CASE("what a chair writes about the kit is understood") {
  const language::Context direct{language::Role::chair, false, tests::start, false};
  struct Case { const char* line; const char* intent; };
  for (const auto& c : {Case{"bộ đăng lại 324", "relay_kit"}, {"lấy bài đăng kế hoạch 324", "relay_kit"}, {"bo dang lai 324", "relay_kit"}, {"đã đăng 324", "relay_posted"},
                        {"da dang 324 roi", "relay_posted"}, {"đã đăng hướng dẫn 12 lên nhóm facebook rồi", "relay_posted"}, {"da dan link ke hoach 45 vao nhom", "relay_posted"},
                        {"chưa đăng 324", "relay_undo"}, {"hủy đã đăng 324", "relay_undo"}, {"thêm nhóm đăng lại Thợ may ca 2", "relay_group"},
                        {"nhận khách 5 là 1", "relay_admit"}, {"từ chối khách 5", "relay_refuse"}, {"#1 admit 5 1", "relay_admit"}, {"#1 refuse 5", "relay_refuse"},
                        {"đã đọc 324", "ack"}, {"xem 324", "directive_find"}}) {
    CAPTURE(c.line);
    CHECK(language::understand(c.line, direct).name == c.intent);
  }
  CHECK(language::understand("đã đăng hướng dẫn 12 lên nhóm facebook rồi", direct).args == nlohmann::json{{"doc_number", "12"}, {"doc_type", "HD"}});
  CHECK(language::understand("đã đăng 324 lên nhóm Thợ may ca 2", direct).args.value("group", "") == "Thợ may ca 2");
  CHECK(language::understand("đã đăng ký tham quan 324 người", direct).name != "relay_posted");
}

TEST_CASE("names are told from other lines") {
  for (const auto& [said, name] : std::vector<std::pair<std::string, std::string>>{{"Nguyễn Thị Hoa", "Nguyễn Thị Hoa"}, {"tôi là Giàng A Tủa", "Giàng A Tủa"}, {"em tên là Lò Thị Pánh ạ", "Lò Thị Pánh"}, {"nguyen thi hoa", "nguyen thi hoa"}})
    CHECK(language::relay_name(said).value_or("") == name);
  for (const auto* said : {"Hoa", "", "0987 000 456", "đã đọc 324", "một hai ba bốn năm sáu bảy tám chín"}) CHECK_FALSE(language::relay_name(said));
  CHECK(language::relay_answer("đúng rồi") == true);
  CHECK(language::relay_answer("Không phải") == false);
  CHECK_FALSE(language::relay_answer("ai đấy"));
}

TEST_CASE("the chair gets a text to copy with link and code, and ticks it off") {
  Chat chat;
  CHECK(has(chat.answer(chair, "bộ đăng lại 324"), "không tìm thấy"));  // never sent to the unit
  chat.broadcast_324();
  const auto out = chat.says(chair, "bộ đăng lại 324");
  REQUIRE(out.size() >= 2);
  const auto& text = out.back().text;
  const auto code = code_of(chat, unit(chat, "MSH"));
  CAPTURE(text);
  CHECK(has(text, "324/KH-LĐLĐ"));
  CHECK(has(text, "https://congdoan.example/r/" + code));
  CHECK(has(text, trade_union::shown_code(code)));
  CHECK(has(out[out.size() - 2].text, "đã đăng 324"));
  CHECK(has(out[out.size() - 2].text, "52 người"));

  const auto before = total(chat);
  CHECK(before.relayed == 0);
  CHECK(has(chat.answer(chair, "đã đăng 324"), "52 người"));
  CHECK(has(chat.answer(chair, "đã đăng 324 rồi"), "ghi từ trước"));
  const auto after = total(chat);
  CHECK(after.relayed == 52);
  CHECK(after.skipped == before.skipped);  // a part of it: nobody is counted twice
  CHECK(after.sent == before.sent);
  CHECK(sum(after) == after.roster);
  CHECK(chat.differences().empty());
  CHECK(has(chat.answer(chair, "tk"), "đăng lại bằng tay cho 52"));

  CHECK(has(chat.answer(chair, "chưa đăng 324"), "Đã bỏ ghi"));
  CHECK(total(chat).relayed == 0);
  CHECK(has(chat.answer(chair, "chưa đăng 324"), "Chưa ai ghi"));
  CHECK(number(chat, "SELECT COUNT(*) FROM relay_task") == 1);  // the undone tick stays
  CHECK(chat.differences().empty());
}

TEST_CASE("a tick below another one holds what it covers") {
  Chat chat;
  chat.broadcast_324();
  chat.says(chair, "đã đăng 324");
  const auto team = chat.read([&](storage::Session& s) {
    return s.number("SELECT unit_id FROM campaign_person WHERE reason = 'relayed' ORDER BY unit_id LIMIT 1");
  });
  chat.read([&](storage::Session& s) {
    CHECK(storage::relay::post(s, {0, 1, team, chat.now, chat.person(chair).id, std::nullopt}, {team}));
    CHECK_FALSE(storage::relay::post(s, {0, 1, team, chat.now, chat.person(chair).id, std::nullopt}, {team}));
  });
  const auto of_team = number(chat, "SELECT COUNT(*) FROM campaign_person WHERE reason = 'relayed' AND unit_id = (SELECT MIN(unit_id) FROM campaign_person WHERE reason = 'relayed')");
  chat.says(chair, "chưa đăng 324");
  CHECK(total(chat).relayed == of_team);
  CHECK(chat.differences().empty());
}

TEST_CASE("the kit is for who speaks for the unit, in private") {
  Chat chat;
  chat.broadcast_324();
  CHECK(has(chat.answer("Giàng A Tủa", "bộ đăng lại 324"), "chưa có quyền"));
  CHECK(has(chat.answer("Giàng A Tủa", "đã đăng 324"), "chưa có quyền"));
  CHECK(number(chat, "SELECT COUNT(*) FROM relay_task") == 0);
  CHECK(has(chat.answer(chair, "@bot bộ đăng lại 324", "Tổ 3 · Xưởng May"), "nhắn riêng"));
}

TEST_CASE("the text fits into a message of a personal group") {
  Chat chat;
  storage::Directive d;
  d.doc = "131/LĐLĐ-CSPL", d.kind = "CV", d.number = "131", d.issued_on = "2026-11-20", d.urgency = "Hỏa tốc";
  for (int n = 0; n < 500; ++n) d.abstract += "ễ", d.action += "ễ";
  const auto made = chat.read([&](storage::Session& s) {
    return trade_union::kit(s, chat.catalog, {std::string(100, 'x'), "", {}, "https://tro-ly.congdoan.example"}, d, "2026-12-10", std::string(100, 'u'), "ABCDEFGH");
  });
  CHECK(language::length(made.text) <= 2'000);
  CHECK(made.text.find("**") == std::string::npos);
}

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
  CHECK(has(stranger.answer("không phải"), "đã báo chủ tịch"));
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
  const auto out = stranger.says("Không Ai Cả");
  const auto told = std::find_if(out.begin(), out.end(), [&](const Outgoing& o) { return o.to.id != stranger.id; });
  REQUIRE(told != out.end());
  CHECK(has(told->text, "\"Không Ai Cả\""));
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
  REQUIRE(told->choices.size() == 3);
  CHECK(has(told->text, "2. Mùa Thị Say"));
  chat.says(chair, told->choices[1].payload);
  CHECK(has(stranger.answer("xin chào"), "Say"));
}

TEST_CASE("the platform's form brings a name to the question, and nothing else is kept") {
  Chat chat;
  chat.broadcast_324();
  const auto who = someone_without_account(chat);
  Stranger stranger{chat};
  CHECK(has(stranger.does(Incoming::Kind::profile, "", "", {{"name", who.name}, {"phone", "+84987000456"}}).back().text, "chưa lưu"));
  stranger.does(Incoming::Kind::opened, "", code_of(chat, unit(chat, "MSH")));
  CHECK(has(stranger.does(Incoming::Kind::profile, "", "", {{"name", who.name}, {"phone", "+84987000456"}}).back().text, "Có phải anh/chị là " + who.name));
  for (const auto* table : {"SELECT COUNT(*) FROM pending_question WHERE data <> replace(data, '987000456', '')", "SELECT COUNT(*) FROM arrival WHERE name <> ''",
                            "SELECT COUNT(*) FROM audit WHERE detail <> replace(detail, '987000456', '')"})
    CHECK(number(chat, table) == 0);
}

TEST_CASE("a revoked code leads nowhere and a new one takes its place") {
  Chat chat;
  const auto may = unit(chat, "MSH");
  const auto old = code_of(chat, may);
  CHECK(code_of(chat, may) == old);
  CHECK(chat.read([&](storage::Session& s) { return storage::relay::revoke_code(s, may, chat.now); }));
  Stranger stranger{chat};
  CHECK(has(stranger.answer("mã " + old), "hết hiệu lực"));
  CHECK(code_of(chat, may) != old);
}

TEST_CASE("groups to post in are named by the chair and listed in the kit") {
  Chat chat;
  chat.broadcast_324();
  CHECK(has(chat.answer(chair, "thêm nhóm đăng lại Thợ may ca 2 https://zalo.me/g/abc"), "\"Thợ may ca 2\" (Zalo)"));
  CHECK(has(chat.answer(chair, "thêm nhóm đăng lại Hội nữ công https://facebook.com/groups/1"), "(Facebook)"));
  const auto out = chat.says(chair, "bộ đăng lại 324");
  CHECK(has(out[out.size() - 2].text, "Thợ may ca 2: https://zalo.me/g/abc"));
  chat.says(chair, "đã đăng 324 lên nhóm Thợ may ca 2");
  CHECK(number(chat, "SELECT COUNT(*) FROM relay_task WHERE group_id = 1") == 1);
  chat.says(chair, "đã đăng 324 lên nhóm Hội nữ công");
  CHECK(total(chat).relayed == 52);  // posted twice, counted once
  CHECK(chat.differences().empty());
}

TEST_CASE("the relay kit on PostgreSQL") {
  if (tests::postgres_address().empty()) {
    WARN("NHIPCAU_TEST_PG is not set: PostgreSQL is not tested");
    return;
  }
  const tests::ScratchDatabase scratch;
  Chat chat(storage::open_postgres({scratch.url(), 2, 1, true}));
  chat.broadcast_324();
  chat.says(chair, "thêm nhóm đăng lại Thợ may ca 2 https://zalo.me/g/abc");
  chat.says(chair, "đã đăng 324");
  CHECK(total(chat).relayed == 52);
  const auto who = someone_without_account(chat);
  Stranger stranger{chat};
  stranger.does(Incoming::Kind::opened, "", code_of(chat, unit(chat, "MSH")));
  stranger.says(who.name);
  CHECK(has(stranger.answer("đúng"), "Đã nối"));
  CHECK(has(stranger.answer("đã đọc 324"), "Đã ghi nhận"));
  CHECK(total(chat).relayed == 51);
  CHECK(chat.differences() == std::vector<std::string>{});
  chat.says(chair, "chưa đăng 324");
  CHECK(total(chat).relayed == 0);
  Stranger other{chat, "55502"};
  other.does(Incoming::Kind::opened, "", code_of(chat, unit(chat, "MSH")));
  other.says("Không Ai Cả");
  const auto guest = std::to_string(number(chat, "SELECT id FROM arrival WHERE state = 'guest'"));
  CHECK(has(chat.answer(chair, "từ chối khách " + guest), "Đã từ chối"));
  Incoming erase;
  erase.kind = Incoming::Kind::erase_request;
  erase.sender_id = "55502";
  erase.from = {"zalo", chat.province.oa_id, false, "55502"};
  chat.receipt(erase);
  CHECK(number(chat, "SELECT COUNT(*) FROM identity WHERE external_id = '55502'") == 0);
  CHECK(chat.differences() == std::vector<std::string>{});
}
