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
#include "tests/union/stranger.hpp"

using tests::Chat;
using trade_union::Incoming;
using trade_union::Outgoing;

using tests::code_of, tests::has, tests::number, tests::someone_without_account, tests::Stranger, tests::unit;

namespace {

constexpr const char* chair = "Lò Văn Pản";

trade_union::Reach total(Chat& chat) {
  return chat.read([&](storage::Session& s) { return trade_union::directive_report(s, 1, chat.province.root_unit, "2026-11-23").value(); }).total;
}

std::int64_t sum(const trade_union::Reach& r) { return r.queued + r.sent + r.held + r.failed + r.skipped; }

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
  other.says("Cứ Seo Phừ");
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
