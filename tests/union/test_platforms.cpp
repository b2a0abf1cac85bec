// What the rules say when a platform is out of order, when messages waited, and when a person leaves or wants to be forgotten.
#include <algorithm>
#include <random>
#include <set>

#include "bot/union/reports.hpp"
#include "storage/alarms.hpp"
#include "storage/groups.hpp"
#include "storage/instead.hpp"
#include "storage/outbox.hpp"
#include "storage/people.hpp"
#include "tests/storage/stores.hpp"
#include "tests/union/chat.hpp"

using tests::Chat;
using trade_union::Alarm;
using trade_union::Incoming;
using trade_union::Outgoing;
using trade_union::Settled;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::vector<Outgoing> alarm(Chat& chat, const Alarm& alarm) {
  return chat.read([&](storage::Session& s) { return chat.rules.alarm(s, alarm, chat.now); }).out;
}

std::int64_t number(Chat& chat, const char* sql) {
  return chat.read([&](storage::Session& s) { return s.number(sql); });
}

trade_union::Reach total(Chat& chat) {
  return chat.read([&](storage::Session& s) { return trade_union::directive_report(s, 1, chat.province.root_unit, "2026-11-23").value(); }).total;
}

std::int64_t sum(const trade_union::Reach& r) { return r.queued + r.sent + r.held + r.failed + r.skipped; }

Incoming from_zalo(Chat& chat, Incoming::Kind kind, const std::string& id) {
  Incoming in;
  in.kind = kind;
  in.sender_id = id;
  in.from = {"zalo", chat.province.oa_id, false, id};
  in.at = chat.now;
  return in;
}

// A sending to tổ 3 alone: whoever is not in its group gets a direct message.
std::vector<Outgoing> plan_to_team(Chat& chat) {
  chat.broadcast_324();
  chat.says("Lò Văn Pản", "gửi kế hoạch 324 cho tổ 3");
  chat.says("Lò Văn Pản", "đồng ý");
  return chat.plan();
}

// Takes the person out of the group of tổ 3, so that only a group above knows them.
void leave_team_group(Chat& chat, const std::string& person) {
  chat.database->write([&](storage::Session& s) {
    const auto group = storage::find_group(s, "zalo", chat.province.oa_id, chat.group("Tổ 3 · Xưởng May").id);
    storage::leave_group(s, group->id, chat.person(person).id, chat.now);
  });
}

}  // namespace

TEST_CASE("each alarm says what it means and what to do, and when it is over") {
  Chat chat;
  struct Case { const char* kind; const char* says; const char* over; };
  for (const auto& c : {Case{"silent", "không nhận được tin nào", "lại đến"}, {"stopped", "không cho máy gửi", "lại gửi được"}, {"webhook", "bỏ địa chỉ nhận tin", "đúng địa chỉ"},
                        {"token_old", "sắp hết hạn", "gia hạn"}, {"consent_lost", "đã bị thu hồi", "cấp quyền lại"}, {"brand_new", "trục trặc", "bình thường"}}) {
    CAPTURE(c.kind);
    const auto wrong = alarm(chat, {"zalo", chat.province.oa_id, c.kind, "-216"});
    REQUIRE_FALSE(wrong.empty());
    const auto& text = wrong.front().text;
    CAPTURE(text);
    CHECK(has(text, "Zalo"));
    CHECK(has(text, "từ 8h00 ngày 23/11/2026"));
    CHECK(has(text, c.says));
    CHECK(has(text, "(Nền tảng báo: -216)"));
    CHECK(text.find('\n') == std::string::npos);
    const auto over = alarm(chat, {"zalo", chat.province.oa_id, c.kind, "", true});
    CHECK(has(over.front().text, c.over));
    CHECK(has(over.front().text, "trở lại bình thường"));
    CHECK(over.front().coalesce_key == wrong.front().coalesce_key);
  }
}

TEST_CASE("an alarm says since when, as it was raised") {
  Chat chat;
  chat.database->write([&](storage::Session& s) { storage::alarms::raise(s, {"zalo", "", "silent", "", tests::start - 2 * 3'600'000}); });
  CHECK(has(alarm(chat, {"zalo", "", "silent", ""}).front().text, "từ 6h00"));
}

TEST_CASE("alarms go to the board group, else to each officer by a way that works") {
  Chat chat;
  const auto in_private = alarm(chat, {"zalo", chat.province.oa_id, "stopped", ""});
  std::set<std::string> told;
  for (const auto& out : in_private) {
    CHECK_FALSE(out.to.group);
    CHECK(told.insert(trade_union::conversation_key(out.to)).second);
  }
  CHECK(told.size() == in_private.size());
  chat.database->write([&](storage::Session& s) {
    storage::bind_group(s, storage::touch_group(s, "zalo", "another-oa", "board").id, chat.province.root_unit, "board");
  });
  const auto in_group = alarm(chat, {"zalo", chat.province.oa_id, "stopped", ""});
  REQUIRE(in_group.size() == 1);
  CHECK(in_group.front().to.id == "board");
  const auto broken_too = alarm(chat, {"zalo", "", "silent", ""});  // the whole channel: the board group is on it
  CHECK(std::none_of(broken_too.begin(), broken_too.end(), [](const auto& out) { return out.to.group; }));
  chat.database->write([&](storage::Session& s) {
    storage::add_identity(s, "facebook", chat.province.page_id, "officer-on-messenger", chat.person("Vũ Thu Hương").id, std::nullopt);
  });
  const auto round = alarm(chat, {"zalo", "", "silent", ""});
  CHECK(std::any_of(round.begin(), round.end(), [](const auto& out) { return out.to.id == "officer-on-messenger"; }));
}

TEST_CASE("a digest names what waited, each document once, and how to read it") {
  Chat chat;
  const auto messages = chat.broadcast_324();
  chat.says("Lò Văn Pản", "tạo bình chọn: Đi đâu? | Sa Pa | Mộc Châu | hạn 17h 27/11");
  std::vector<std::int64_t> waited{0, *messages[0].delivery_id, *messages[1].delivery_id};
  const auto& tua = chat.person("Giàng A Tủa");
  const auto out = chat.read([&](storage::Session& s) { return chat.rules.digest(s, {"zalo", chat.province.oa_id, false, tua.zalo_id}, waited, chat.now); });
  CAPTURE(out.text);
  CHECK(out.to.id == tua.zalo_id);
  CHECK(has(out.text, "3 tin"));
  CHECK(has(out.text, "xem 324"));
  CHECK(out.text.find("324/KH-LĐLĐ") == out.text.rfind("324/KH-LĐLĐ"));
  CHECK(has(out.text, "BC1: Đi đâu?"));
  CHECK(has(chat.answer("Giàng A Tủa", "xem bc1"), "Sa Pa"));  // what it tells to write is understood
}

TEST_CASE("a person outside the window is reached through the nearest group that knows them, once") {
  Chat chat;
  leave_team_group(chat, "Giàng A Tủa");
  leave_team_group(chat, "Giàng Thị Mỷ");
  const auto messages = plan_to_team(chat);
  std::vector<Outgoing> direct;
  for (const auto& m : messages)
    if (!m.to.group) direct.push_back(m);
  REQUIRE(direct.size() >= 2);
  chat.settle(direct, Settled::held, "window");
  const auto first = chat.database->write([&](storage::Session& s) { return chat.rules.instead(s, *direct[0].delivery_id, chat.now); });
  REQUIRE(first);
  CHECK(first->to.group);
  CHECK(first->delivery_id);
  CHECK(has(first->text, "324/KH-LĐLĐ"));
  CHECK_FALSE(has(first->text, "Tủa"));  // no name in the text: only a mention, where the platform can
  CHECK_FALSE(first->mentions.empty());
  // Until it is claimed the next one joins it; then the group has had it.
  chat.database->write([&](storage::Session& s) {
    storage::outbox::append(s, {.channel = "zalo", .account = first->to.account, .conversation = trade_union::conversation_key(first->to), .kind = "group", .recipient = first->to.id,
                                .priority = 1, .due_at = chat.now, .created_at = chat.now, .message = "{}", .delivery_id = first->delivery_id, .coalesce_key = first->coalesce_key});
  });
  const auto second = chat.database->write([&](storage::Session& s) { return chat.rules.instead(s, *direct[1].delivery_id, chat.now); });
  REQUIRE(second);
  CHECK(second->delivery_id == first->delivery_id);
  CHECK(second->coalesce_key == first->coalesce_key);
  const auto held = total(chat);
  CHECK(sum(held) == held.roster);
  chat.settle({*first});
  chat.database->write([](storage::Session& s) { s.run("UPDATE outbox SET state = 'sent', coalesce_key = NULL"); });
  CHECK_FALSE(chat.database->write([&](storage::Session& s) { return chat.rules.instead(s, *direct[1].delivery_id, chat.now); }));
  chat.settle(direct);  // they write after all, and the held messages go out as well: nobody is counted twice
  CHECK(sum(total(chat)) == total(chat).roster);
  CHECK(chat.differences().empty());
}

TEST_CASE("no group instead where the campaign forbids it or no group knows the person") {
  Chat chat;
  leave_team_group(chat, "Giàng A Tủa");
  leave_team_group(chat, "Giàng Thị Mỷ");
  std::vector<Outgoing> direct;
  for (const auto& m : plan_to_team(chat))
    if (!m.to.group) direct.push_back(m);
  REQUIRE_FALSE(direct.empty());
  const auto ask = [&] { return chat.database->write([&](storage::Session& s) { return chat.rules.instead(s, *direct[0].delivery_id, chat.now); }); };
  chat.database->write([](storage::Session& s) { s.run("UPDATE campaign SET group_instead = 0"); });
  CHECK_FALSE(ask());
  chat.database->write([](storage::Session& s) { s.run("UPDATE campaign SET group_instead = 1"); });
  chat.database->write([](storage::Session& s) { s.run("UPDATE chat_group SET purpose = 'board' WHERE purpose = 'whole'"); });
  CHECK_FALSE(ask());  // the board's group is not where members read
  CHECK(chat.differences().empty());
}

TEST_CASE("who left is passed over until they come back") {
  Chat chat;
  const auto& my = chat.person("Giàng Thị Mỷ");
  leave_team_group(chat, "Giàng Thị Mỷ");
  chat.database->write([&](storage::Session& s) { s.run("UPDATE group_member SET to_at = 1 WHERE person_id = ?1", {my.id}); });
  chat.database->write([&](storage::Session& s) { s.run("DELETE FROM identity WHERE person_id = ?1 AND channel = 'facebook'", {my.id}); });
  chat.receipt(from_zalo(chat, Incoming::Kind::unfollow, my.zalo_id));
  auto late = from_zalo(chat, Incoming::Kind::message, my.zalo_id);  // written before they left, told after it
  late.text = "xin chào";
  late.at = chat.now - 60'000;
  chat.receipt(late);
  chat.now += 1'000;
  const auto messages = chat.broadcast_324();
  CHECK(std::none_of(messages.begin(), messages.end(), [&](const auto& m) { return m.to.id == my.zalo_id; }));
  CHECK(total(chat).skipped == 53);
  CHECK(chat.differences().empty());
  chat.receipt(from_zalo(chat, Incoming::Kind::follow, my.zalo_id));
  CHECK(number(chat, "SELECT COUNT(*) FROM identity WHERE unreachable_at IS NOT NULL") == 0);
}

TEST_CASE("a demand to be forgotten ends every tie, and what was counted stays") {
  Chat chat;
  chat.broadcast_324();
  const auto& tua = chat.person("Giàng A Tủa");
  chat.says("Giàng A Tủa", "đã đọc 324");
  const auto before = total(chat);
  const auto conversation = trade_union::conversation_key({"zalo", chat.province.oa_id, false, tua.zalo_id});
  chat.database->write([&](storage::Session& s) {
    s.run("INSERT INTO outbox(channel, account, conversation, kind, recipient, priority, state, due_at, message, created_at) "
          "VALUES ('zalo', ?1, ?2, 'direct', ?3, 1, 'held', 0, '{}', 0)", {chat.province.oa_id, conversation, tua.zalo_id});
  });
  const auto out = chat.read([&](storage::Session& s) { return chat.rules.handle(s, from_zalo(chat, Incoming::Kind::erase_request, tua.zalo_id), chat.now); }).out;
  CHECK(out.empty());  // nobody is written to who wants to be forgotten
  CHECK(chat.read([&](storage::Session& s) { return s.number("SELECT COUNT(*) FROM identity WHERE external_id = ?1", {tua.zalo_id}); }) == 0);
  CHECK(chat.read([&](storage::Session& s) { return s.number("SELECT COUNT(*) FROM outbox WHERE conversation = ?1", {conversation}); }) == 0);
  CHECK(chat.read([&](storage::Session& s) { return s.number("SELECT COUNT(*) FROM group_member m JOIN chat_group g ON g.id = m.group_id WHERE m.person_id = ?1 AND m.to_at IS NULL AND g.channel = 'zalo'", {tua.id}); }) == 0);
  CHECK(chat.read([&](storage::Session& s) { return s.number("SELECT COUNT(*) FROM audit WHERE action = 'erase_request' AND detail = ''"); }) == 1);
  CHECK(chat.read([&](storage::Session& s) { return s.number("SELECT COUNT(*) FROM audit WHERE subject <> replace(subject, ?1, '')", {tua.zalo_id}); }) == 0);
  CHECK(total(chat).acknowledged == before.acknowledged);
  CHECK(chat.differences().empty());
  CHECK(has(chat.answer("Giàng A Tủa", "đã đọc 324"), "chưa biết anh/chị"));  // a stranger again
}

TEST_CASE("messages that wait for a forgotten account end as failed, and the sum holds") {
  Chat chat;
  chat.says("Vũ Thu Hương", "gửi kế hoạch 324 cho toàn tỉnh");
  chat.says("Vũ Thu Hương", "đồng ý");
  const auto messages = chat.plan();
  const auto direct = std::find_if(messages.begin(), messages.end(), [](const auto& m) { return !m.to.group && m.to.channel == "facebook"; });
  REQUIRE(direct != messages.end());
  const auto conversation = trade_union::conversation_key(direct->to);
  chat.database->write([&](storage::Session& s) {
    storage::outbox::append(s, {.channel = "facebook", .account = direct->to.account, .conversation = conversation, .kind = "direct", .recipient = direct->to.id, .priority = 1,
                                .due_at = chat.now, .created_at = chat.now, .message = "{}", .delivery_id = direct->delivery_id, .coalesce_key = {}});
  });
  Incoming erase;
  erase.kind = Incoming::Kind::erase_request;
  erase.sender_id = direct->to.id;
  erase.from = direct->to;
  chat.receipt(erase);
  const auto after = total(chat);
  CHECK(after.failed == 1);
  CHECK(sum(after) == after.roster);
  CHECK(chat.differences().empty());
}

TEST_CASE("a demand that names nobody reaches the officers") {
  Chat chat;
  auto erase = from_zalo(chat, Incoming::Kind::erase_request, "");
  const auto out = chat.read([&](storage::Session& s) { return chat.rules.handle(s, erase, chat.now); }).out;
  REQUIRE_FALSE(out.empty());
  CHECK(has(out.front().text, "xóa dữ liệu cá nhân"));
}

TEST_CASE("a comment below our post gets one private answer that reveals nothing") {
  Chat chat;
  Incoming in;
  in.kind = Incoming::Kind::comment;
  in.sender_id = chat.person("Giàng Thị Mỷ").facebook_id;
  in.from = {"facebook", chat.province.page_id, false, chat.province.page_id + "_555"};
  in.message_id = "555_1";
  in.text = "cho em hỏi về bảo hiểm";
  in.at = chat.now;
  const auto answer = [&] { return chat.database->write([&](storage::Session& s) { return chat.rules.handle(s, in, chat.now); }).out; };
  const auto out = answer();
  REQUIRE(out.size() == 1);
  CHECK(out.front().manner == trade_union::Manner::private_reply);
  CHECK(out.front().target == "555_1");
  for (const auto* word : {"đoàn viên", "bảo hiểm", "Mỷ", "324"}) CHECK_FALSE(has(out.front().text, word));
  CHECK(answer().empty());  // told twice
  in.message_id = "555_2";
  in.text = " ";
  CHECK(answer().empty());  // a sticker
  in.from.id = "999_1";  // somewhere else: only what is for the bot
  in.text = "đẹp quá";
  CHECK(answer().empty());
  in.text = "bot ơi cho hỏi";
  CHECK(answer().size() == 1);
  CHECK(number(chat, "SELECT COUNT(*) FROM identity WHERE external_id = '999'") == 0);
}

TEST_CASE("whatever becomes of the deliveries, in any order, the ledger stays exact") {
  for (const unsigned seed : {1u, 2u, 3u, 4u, 5u, 6u}) {
    CAPTURE(seed);
    Chat chat;
    std::mt19937 chance(seed);
    leave_team_group(chat, "Giàng A Tủa");
    leave_team_group(chat, "Giàng Thị Mỷ");
    auto messages = plan_to_team(chat);
    const auto& all = messages;
    for (int step = 0; step < 120; ++step) {
      const auto& m = all[chance() % all.size()];
      switch (chance() % 8) {
        case 0: chat.settle({m}); break;
        case 1: chat.settle({m}, Settled::held, "window"); break;
        case 2: chat.settle({m}, Settled::failed, "gone"); break;
        case 3: chat.settle({m}, Settled::unsure, "reset"); break;
        case 4:
          if (const auto out = chat.database->write([&](storage::Session& s) { return chat.rules.instead(s, *m.delivery_id, chat.now); }))
            chat.settle({*out}, chance() % 2 == 0 ? Settled::sent : Settled::failed, "x");
          break;
        case 5: chat.says("Lò Văn Pản", "đã đăng 324"); break;
        case 6: chat.says("Lò Văn Pản", "chưa đăng 324"); break;
        default: chat.says(chance() % 2 == 0 ? "Giàng A Tủa" : "Giàng Thị Mỷ", "đã đọc 324");
      }
    }
    const auto campaigns = chat.read([](storage::Session& s) { return s.number("SELECT COUNT(*) FROM campaign_unit WHERE queued + sent + held + failed + skipped <> roster OR relayed > skipped"); });
    CHECK(campaigns == 0);
    CHECK(chat.differences() == std::vector<std::string>{});
  }
}
