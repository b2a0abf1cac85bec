#include "tests/union/chat.hpp"

#include <algorithm>
#include <set>

#include "bot/union/reports.hpp"

using tests::Chat;
using trade_union::Settled;

namespace {

trade_union::DirectiveReport report(Chat& chat, std::int64_t scope = 0) {
  return chat.read([&](storage::Session& s) { return trade_union::directive_report(s, 1, scope != 0 ? scope : chat.province.root_unit, "2026-11-23").value(); });
}

std::int64_t unit(Chat& chat, const std::string& code) {
  return chat.read([&](storage::Session& s) { return s.number("SELECT id FROM unit WHERE external_code = ?1", {code}); });
}

std::int64_t sum(const trade_union::Reach& r) { return r.queued + r.sent + r.held + r.failed + r.skipped; }

}  // namespace

TEST_CASE("an officer sends plan 324 to everybody after a preview") {
  Chat chat;
  const auto preview = chat.answer("Vũ Thu Hương", "gửi kế hoạch 324 cho toàn tỉnh, hạn 30/11");
  CAPTURE(preview);
  CHECK(preview.find("324/KH-LĐLĐ") != std::string::npos);
  CHECK(preview.find("1544 người, 17 nhóm") != std::string::npos);
  CHECK(preview.find("30/11/2026") != std::string::npos);
  CHECK(preview.find("Zalo: 17 nhóm") != std::string::npos);
  CHECK(preview.find("Messenger: nhắn riêng") != std::string::npos);
  CHECK(preview.find("Chưa có kênh nào: 52 người") != std::string::npos);
  CHECK(chat.plan().empty());  // nothing goes out before the word

  const auto started = chat.answer("Vũ Thu Hương", "đồng ý");
  CHECK(started.find("1492 người trong 17 nhóm") != std::string::npos);
  const auto messages = chat.plan();
  std::set<std::string> groups;
  for (const auto& message : messages) {
    REQUIRE(message.delivery_id);
    if (message.to.group) CHECK(groups.insert(message.to.id).second);  // each bound group gets one message
    CHECK(message.text.find("đã đọc 324") != std::string::npos);
    CHECK(message.text.find("xem 324") != std::string::npos);
    CHECK(message.text.find("30/11/2026") != std::string::npos);
    CHECK(message.text.find("máy tự động") != std::string::npos);  // nobody was written to before
    CHECK((message.text.find("quyền riêng tư") != std::string::npos) == !message.to.group);
  }
  CHECK(groups.size() == 17);

  auto before = report(chat);
  CHECK(before.total.roster == 1544);
  CHECK(before.total.skipped == 52);
  CHECK(before.total.queued == 1492);
  CHECK(before.head.state == "running");
  chat.settle(messages);
  auto after = report(chat);
  CHECK(after.total.sent == 1492);
  CHECK(sum(after.total) == after.total.roster);
  CHECK(after.head.state == "done");
  CHECK(chat.differences().empty());
}

TEST_CASE("who may not send is refused with who can") {
  Chat chat;
  for (const auto* name : {"Giàng A Tủa", "Lò Văn Pản"}) {
    const auto answer = chat.answer(name, "gửi kế hoạch 324 cho toàn tỉnh");
    CHECK(answer.find("LĐLĐ tỉnh Sơn Hà") != std::string::npos);
    CHECK(chat.answer(name, "đồng ý").find("đang gửi") == std::string::npos);
  }
  CHECK(chat.plan().empty());
}

TEST_CASE("a chair may send within the own unit") {
  Chat chat;
  CHECK(chat.answer("Lò Văn Pản", "gửi kế hoạch 324 cho tổ 3").find("không tìm thấy") != std::string::npos);  // not sent to this union yet
  chat.broadcast_324();
  CHECK(chat.answer("Lò Văn Pản", "gửi kế hoạch 324 cho tổ 3").find("18 người, 1 nhóm") != std::string::npos);
  chat.says("Lò Văn Pản", "đồng ý");
  chat.settle(chat.plan());
  const auto total = report(chat, unit(chat, "MSH-3")).total;
  CHECK(total.roster == 18);
  CHECK(total.sent + total.skipped == 18);
  CHECK(chat.differences().empty());
}

TEST_CASE("a later sending to a tổ does not hide the one to the province, a running one is not doubled") {
  Chat chat;
  chat.broadcast_324();
  chat.says("Lò Văn Pản", "gửi kế hoạch 324 cho tổ 3");
  chat.says("Lò Văn Pản", "đồng ý");
  const auto small = chat.plan();
  CHECK(chat.answer("Vũ Thu Hương", "gửi kế hoạch 324 cho toàn tỉnh").find("đang được gửi rồi") != std::string::npos);
  CHECK(chat.answer("Lý Văn Sẻng", "gửi kế hoạch 324 cho Chè Pu Lan").find("46 người") != std::string::npos);  // other units are free
  chat.settle(small);
  CHECK(report(chat).total.roster == 1544);
  CHECK(chat.differences().empty());
}

TEST_CASE("who acknowledged stays counted when the directive is sent again") {
  Chat chat;
  chat.broadcast_324();
  chat.says("Giàng A Tủa", "đã đọc 324");
  CHECK(chat.answer("Vũ Thu Hương", "gửi kế hoạch 324 cho toàn tỉnh").find("Đã gửi lúc") != std::string::npos);
  chat.says("Vũ Thu Hương", "đồng ý");
  chat.settle(chat.plan());
  CHECK(report(chat).total.acknowledged == 1);
  CHECK(chat.answer("Giàng A Tủa", "đã đọc 324").find("từ trước") != std::string::npos);
  CHECK(chat.differences().empty());
}

TEST_CASE("the button of an earlier preview does not confirm a later one") {
  Chat chat;
  const auto old = chat.says("Vũ Thu Hương", "gửi kế hoạch 324 cho toàn tỉnh").back().choices.front().payload;
  chat.says("Vũ Thu Hương", "thôi");
  chat.says("Vũ Thu Hương", "gửi kế hoạch 324 cho toàn tỉnh");
  CHECK(chat.answer("Vũ Thu Hương", old).find("không chờ") != std::string::npos);
  CHECK(chat.plan().empty());
}

TEST_CASE("a name that fits two units is asked about, a tổ is shown with its union") {
  Chat chat;
  chat.broadcast_324();
  CHECK(chat.answer("Lý Văn Sẻng", "gửi kế hoạch 324 cho tổ 1").find("không tìm thấy") != std::string::npos);
  CHECK(chat.answer("Lò Văn Pản", "gửi kế hoạch 324 cho tổ 1").find("Tổ 1, CĐCS Công ty TNHH May Sơn Hà") != std::string::npos);
}

TEST_CASE("a sending that was not confirmed in time, refused or repeated does nothing") {
  Chat chat;
  chat.says("Vũ Thu Hương", "gửi kế hoạch 324 cho toàn tỉnh");
  CHECK(chat.answer("Vũ Thu Hương", "thôi").find("chưa gửi cho ai") != std::string::npos);
  CHECK(chat.answer("Vũ Thu Hương", "đồng ý").find("không chờ") != std::string::npos);
  chat.says("Vũ Thu Hương", "gửi kế hoạch 324 cho toàn tỉnh");
  chat.now += 16 * 60 * 1000;
  CHECK(chat.answer("Vũ Thu Hương", "đồng ý").find("không chờ") != std::string::npos);
  CHECK(chat.plan().empty());
  chat.says("Vũ Thu Hương", "gửi kế hoạch 324 cho toàn tỉnh");
  chat.says("Vũ Thu Hương", "đồng ý");
  CHECK(chat.answer("Vũ Thu Hương", "gửi kế hoạch 324 cho toàn tỉnh").find("đang được gửi rồi") != std::string::npos);
}

TEST_CASE("whatever becomes of the deliveries, the states sum up to the roster") {
  for (unsigned seed = 1; seed <= 5; ++seed) {
    Chat chat;
    chat.says("Vũ Thu Hương", "gửi kế hoạch 324 cho toàn tỉnh");
    chat.says("Vũ Thu Hương", "đồng ý");
    const auto messages = chat.plan();
    unsigned dice = seed;
    const auto roll = [&](unsigned sides) {
      dice = dice * 1664525u + 1013904223u;
      return (dice >> 8) % sides;
    };
    for (int round = 0; round < 2; ++round)
      for (const auto& message : messages) {
        chat.settle({message}, static_cast<Settled>(roll(4)), "test");
        if (roll(3) == 0) chat.says(chat.province.people[20 + roll(400)].name, "đã đọc 324");
        if (roll(20) == 0) {
          trade_union::Incoming leave;
          leave.kind = roll(2) ? trade_union::Incoming::Kind::group_leave : trade_union::Incoming::Kind::group_join;
          const auto& group = chat.province.groups[roll(17)];
          leave.from = {"zalo", chat.province.oa_id, true, group.id};
          leave.persons = {group.member_zalo_ids[roll(static_cast<unsigned>(group.member_zalo_ids.size()))]};
          leave.at = chat.now;
          chat.receipt(leave);
        }
      }
    const auto total = report(chat).total;
    CHECK(sum(total) == total.roster);
    CHECK(total.queued == 0);
    CHECK(total.acknowledged <= total.seen);
    CHECK(total.seen <= total.delivered);
    CHECK(total.delivered <= total.sent);
    const auto differences = chat.differences();
    CHECK(differences == std::vector<std::string>{});
  }
}

TEST_CASE("receipts of a direct message are evidence, and acknowledging is stronger") {
  Chat chat;
  const auto messages = chat.broadcast_324();
  const auto before = report(chat).total;
  const auto direct = std::find_if(messages.begin(), messages.end(), [](const auto& m) { return !m.to.group && m.to.channel == "facebook"; });
  REQUIRE(direct != messages.end());
  trade_union::Incoming seen;
  seen.kind = trade_union::Incoming::Kind::seen;
  seen.from = direct->to;
  seen.sender_id = direct->to.id;
  seen.watermark = chat.now + 1;
  seen.at = chat.now;
  chat.receipt(seen);
  chat.receipt(seen);
  const auto after = report(chat).total;
  CHECK(after.seen == before.seen + 1);
  CHECK(after.delivered == before.delivered + 1);
  CHECK(after.acknowledged == before.acknowledged);
  CHECK(chat.differences().empty());
}

TEST_CASE("a receipt that is quicker than the commit of its send waits for it; one of a message that is not ours does not") {
  Chat chat;
  chat.says("Vũ Thu Hương", "gửi kế hoạch 324 cho toàn tỉnh");
  chat.says("Vũ Thu Hương", "đồng ý");
  const auto messages = chat.plan();
  const auto direct = std::find_if(messages.begin(), messages.end(), [](const auto& m) { return !m.to.group && m.to.channel == "facebook"; });
  REQUIRE(direct != messages.end());
  REQUIRE(direct->delivery_id);
  trade_union::Incoming delivered;
  delivered.kind = trade_union::Incoming::Kind::delivered;
  delivered.from = direct->to;
  delivered.sender_id = direct->to.id;
  delivered.message_ids = {"m_1"};
  delivered.at = chat.now;
  const auto waiting = [&] { return chat.read([](storage::Session& s) { return s.number("SELECT COUNT(*) FROM early_receipt"); }); };
  chat.receipt(delivered);
  CHECK(waiting() == 0);

  const auto row = chat.read([&](storage::Session& s) {
    return s.number("INSERT INTO outbox(channel, account, conversation, kind, recipient, priority, state, due_at, created_at, delivery_id) VALUES (?1, ?2, ?3, 'direct', ?4, 1, 'writing', 0, 0, ?5) RETURNING id",
                    {direct->to.channel, direct->to.account, trade_union::conversation_key(direct->to), direct->to.id, *direct->delivery_id});
  });
  chat.receipt(delivered);
  chat.receipt(delivered);
  CHECK(waiting() == 1);
  const auto before = report(chat).total;
  chat.read([&](storage::Session& s) { return s.run("UPDATE outbox SET state = 'sent', message_id = 'm_1' WHERE id = ?1", {row}); });
  chat.settle({*direct});
  CHECK(waiting() == 0);
  CHECK(report(chat).total.delivered == before.delivered + 1);
  CHECK(chat.differences().empty());
}
