// Two rows that are one person: what passes on, what stays as it was reported, what is refused; on every database.
#include <array>
#include <catch2/catch.hpp>
#include <random>

#include "bot/union/joining.hpp"
#include "storage/consents.hpp"
#include "storage/people.hpp"
#include "storage/roles.hpp"
#include "storage/verify.hpp"
#include "tests/union/roll_world.hpp"

using namespace roll_world;

namespace {

// One person in both tổ, by two phones.
struct Twice : World {
  explicit Twice(const std::string& store_name) : World(store_name) {
    auto first = row(one, {"", "Lò Thị Hoa", "+84987000001", "1990"}), second = row(two, {"M2", "Lò Thị Hoa", "+84987000002", "1990-03-05"});
    first.from_day = second.from_day = "2026-03-01";
    second.fields.woman = true;
    apply({first, second});
    keep = number("SELECT id FROM person WHERE phone = '+84987000001'");
    gone = number("SELECT id FROM person WHERE phone = '+84987000002'");
  }
  Join join(bool dry = false) {
    const auto job = [this, dry](storage::Session& session) { return join_persons(session, keep, gone, now, dry); };
    return dry ? database->read(job) : database->write(job);
  }
  std::string keys(bool dry = false) {
    std::string text;
    for (const auto& each : join(dry).findings) text += (text.empty() ? "" : " ") + each.key;
    return text;
  }
  void run(const std::string& sql) { database->write([&](storage::Session& session) { session.run(sql); }); }
  std::int64_t keep = 0, gone = 0;
};

}  // namespace

TEST_CASE("two rows of one person become one from that day on", "[roll]") {
  Twice world(GENERATE(from_range(tests::all_stores())));
  world.database->write([&](storage::Session& s) {
    storage::add_identity(s, "zalo", "1", "u1", world.gone, now);
    s.run("INSERT INTO chat_group(id, channel, account, external_id) VALUES (1, 'zalo', '1', 'g1')");
    s.run("INSERT INTO group_member(group_id, person_id, from_at) VALUES (1, ?1, 1)", {world.gone});
  });
  CHECK(world.keys(true) == "join_phones");
  CHECK(world.counted(world.grassroots) + world.counted(world.one) + world.counted(world.two) == 2);
  CHECK(world.keys() == "join_phones");
  CHECK(world.counted(world.one) == 1);
  CHECK(world.counted(world.two) == 0);
  CHECK(world.counted(world.two, "2026-11-22") == 1);                                   // as it was reported
  CHECK(world.number("SELECT COUNT(*) FROM membership") == 2);
  const auto of_keep = "(SELECT id FROM person WHERE phone = '+84987000001' AND birth_day = '1990-03-05' AND external_code = 'M2' AND woman = 1)";
  CHECK(world.number((std::string("SELECT COUNT(*) FROM identity WHERE person_id = ") + of_keep).c_str()) == 1);
  CHECK(world.number((std::string("SELECT COUNT(*) FROM group_member WHERE to_at IS NULL AND person_id = ") + of_keep).c_str()) == 1);
  CHECK(world.number("SELECT COUNT(*) FROM group_member WHERE to_at IS NULL") == 1);
  CHECK(world.number("SELECT COUNT(*) FROM person WHERE joined_to IS NOT NULL AND phone IS NULL AND birth_day IS NULL AND external_code IS NULL") == 1);
  CHECK(world.number("SELECT COUNT(*) FROM audit WHERE action = 'person_join' AND detail NOT LIKE '%84987%' AND detail NOT LIKE '%1990%'") == 1);
  CHECK(world.database->read([](storage::Session& s) { return storage::verify(s); }).empty());
  CHECK(world.join().before);                                                           // once more: nothing
  CHECK(world.number("SELECT COUNT(*) FROM audit") == 1);
  CHECK(world.apply({row(world.one, {"", "Lò Thị Hoa", "+84987000001", ""})}) == "0/0/0/1/0");
  std::swap(world.keep, world.gone);
  CHECK(world.keys().find("join_gone") != std::string::npos);
}

TEST_CASE("who was counted by the row that is given up alone is counted on in its place", "[roll]") {
  Twice world(GENERATE(from_range(tests::all_stores())));
  world.database->write([&](storage::Session& s) {
    storage::end_membership(s, *storage::membership_at(s, world.keep, today), "2026-06-01", "left");
  });
  CHECK(world.keys() == "join_phones");
  CHECK(world.counted(world.one) == 0);
  CHECK(world.counted(world.two) == 1);
  CHECK(world.database->read([&](storage::Session& s) { return storage::membership_at(s, world.keep, today)->unit; }) == world.two);
  CHECK(world.database->read([](storage::Session& s) { return storage::verify(s); }).empty());
}

TEST_CASE("whoever was counted by either row on a day to come is counted once, where the one who goes on was to be", "[roll]") {
  World world(GENERATE(from_range(tests::all_stores())));
  std::mt19937 random(11);
  const auto pick = [&](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
  const auto day = [](int n) { return language::day_of(now + n * std::int64_t{86'400'000}); };
  constexpr int before = 12, after = 26;
  for (int round = 0; round < 12; ++round) {
    const auto made = world.database->write([&](storage::Session& s) {
      std::array<std::int64_t, 2> persons{};
      for (auto& person : persons) {
        person = storage::roll::add_person(s, {"", "Lò Thị Hoa", "", "", "", pick(2) == 0}, {"lo thi hoa", "hoa", "x"}, now);
        for (int from = pick(8) - before + 2; from < after - 4;) {
          const int to = from + 1 + pick(12);
          const bool open = pick(6) == 0;
          storage::add_membership(s, person, std::array{world.grassroots, world.one, world.two}[static_cast<std::size_t>(pick(3))], day(from), open ? std::nullopt : std::optional(day(to)));
          from = open ? after : to + pick(6);
        }
      }
      return persons;
    });
    const auto where = [&](std::int64_t person, int n) {
      return world.database->read([&](storage::Session& s) { return storage::membership_at(s, person, day(n)).value_or(storage::Membership{}).unit; });
    };
    std::vector<std::array<std::int64_t, 2>> then;
    for (int n = -before; n <= after; ++n) then.push_back({where(made[0], n), where(made[1], n)});
    const auto joined = world.database->write([&](storage::Session& s) { return join_persons(s, made[0], made[1], now, false); });
    REQUIRE_FALSE(refused(joined.findings));
    for (int n = -before; n <= after; ++n) {
      CAPTURE(round, n);
      const auto [keep, gone] = then[static_cast<std::size_t>(n + before)];
      CHECK(where(made[0], n) == (n < 0 || keep != 0 ? keep : gone));
      CHECK(where(made[1], n) == (n < 0 ? gone : 0));
    }
    CHECK(world.database->read([](storage::Session& s) { return storage::verify(s); }).empty());
  }
}

TEST_CASE("the list that had somebody twice changes nothing after the joining, however often it is brought", "[roll]") {
  const auto store = GENERATE(from_range(tests::all_stores()));
  const Told first = GENERATE(Told{"", "Lò Thị Hoa", "+84987000001", "1990"}, Told{"M1", "Lò Thị Hoa", "", ""}, Told{"", "Lò Thị Hoa", "", "1990"});
  const Told second = GENERATE(Told{"", "Lò Thị Hoa", "+84987000002", "1990-03-05"}, Told{"M2", "Lò Thị Hoa", "", ""}, Told{"", "Lò Thị Hoa", "", "1990-03-05"});
  CAPTURE(first.code, first.phone, second.code, second.phone);
  World world(store);
  const auto file = [&] { return std::vector<PersonRow>{row(world.one, first), row(world.two, second)}; };
  CHECK(world.apply(file()).starts_with("2/0/0/0/0"));
  const auto keep = world.number("SELECT MIN(id) FROM person"), gone = world.number("SELECT MAX(id) FROM person");
  CHECK_FALSE(refused(world.database->write([&](storage::Session& s) { return join_persons(s, keep, gone, now, false); }).findings));
  for (const bool dry : {true, false, false}) CHECK(world.apply(file(), dry).starts_with("0/0/0/2/0"));
  auto turned = file();
  std::swap(turned[0], turned[1]);
  CHECK(world.apply(turned).starts_with("0/0/0/2/0"));
  CHECK(world.counted(world.one) == 1);
  CHECK(world.counted(world.two) == 0);
  CHECK(world.number("SELECT COUNT(*) FROM person") == 2);
  const auto listed = world.database->read([](storage::Session& s) { return storage::roll::persons_named(s, "lo thi hoa", today); });
  REQUIRE(listed.size() == 1);
  CHECK(listed[0].id == keep);
}

TEST_CASE("a chain of joinings ends at the last, and a withdrawal clears the numbers lists knew", "[roll]") {
  World world(GENERATE(from_range(tests::all_stores())));
  for (const auto* phone : {"+84987000001", "+84987000002", "+84987000003"}) world.apply({row(world.one, {"", "Lò Thị Hoa", phone, ""})});
  const auto first = world.number("SELECT MIN(id) FROM person");
  const auto joined = [&](std::int64_t keep, std::int64_t gone) { return world.database->write([&](storage::Session& s) { return join_persons(s, keep, gone, now, false); }); };
  CHECK_FALSE(refused(joined(first + 1, first + 2).findings));
  CHECK_FALSE(refused(joined(first, first + 1).findings));
  CHECK(world.apply({row(world.two, {"", "Lò Thị Hoa", "+84987000003", ""})}) == "0/0/0/1/0 joined_keeps joined_elsewhere");
  CHECK(world.number("SELECT COUNT(*) FROM former_key") == 2);
  world.database->write([&](storage::Session& s) { return storage::consents::withdraw(s, 0, first, now); });
  CHECK(world.number("SELECT COUNT(*) FROM former_key") == 0);
}

TEST_CASE("lists of sendings keep their length when two rows become one", "[roll]") {
  Twice world(GENERATE(from_range(tests::all_stores())));
  const auto id = std::to_string(world.gone), kept = std::to_string(world.keep), unit = std::to_string(world.two);
  world.run("INSERT INTO directive(id, doc, folded_doc, number, kind, organ, year, issued_on, abstract, body, unit_id, created_at) VALUES (1, 'a', 'a', '1', 'KH', 'LĐLĐ', 2026, '2026-11-01', 'a', 'a', " + unit + ", 1)");
  for (const auto* n : {"1", "2"}) world.run(std::string("INSERT INTO campaign(id, directive_id, scope_unit_id, state, created_at) VALUES (") + n + ", 1, " + unit + ", 'done', 1)");
  const auto listed = [&](const char* campaign, const std::string& person) { world.run(std::string("INSERT INTO campaign_person(campaign_id, person_id, unit_id, state) VALUES (") + campaign + ", " + person + ", " + unit + ", 'sent')"); };
  listed("1", id), listed("2", id), listed("2", kept);
  world.run("INSERT INTO campaign_unit(campaign_id, unit_id, roster, sent, delivered, seen, acknowledged) VALUES (1, " + unit + ", 1, 1, 1, 1, 1)");
  world.run("INSERT INTO campaign_unit(campaign_id, unit_id, roster, sent) VALUES (2, " + unit + ", 2, 2)");
  world.run("INSERT INTO evidence(campaign_id, person_id, class, at) VALUES (1, " + id + ", 3, 1)");
  CHECK(world.join().lists == 1);
  CHECK(world.number("SELECT COUNT(*) FROM campaign_person") == 3);
  CHECK(world.number(("SELECT COUNT(*) FROM evidence WHERE campaign_id = 1 AND person_id = " + kept).c_str()) == 1);
  CHECK(world.database->read([](storage::Session& s) { return storage::verify(s); }).empty());
}

TEST_CASE("what cannot be joined soundly is refused, and nothing changes", "[roll]") {
  Twice world(GENERATE(from_range(tests::all_stores())));
  const auto id = std::to_string(world.gone), unit = std::to_string(world.two);
  struct Case { std::string make, undo; const char* key; };
  const std::vector<Case> cases{
      {"UPDATE person SET birth_day = '1991-03-05' WHERE id = " + id, "UPDATE person SET birth_day = '1990-03-05' WHERE id = " + id, "join_births"},
      {"UPDATE person SET name = 'Lò Thị In' WHERE id = " + id, "UPDATE person SET name = 'Lò Thị Hoa' WHERE id = " + id, "join_names"},
      {"INSERT INTO role(person_id, unit_id, role, from_day) VALUES (" + id + ", " + unit + ", 'chair', '2026-01-01')", "DELETE FROM role", "join_post"},
      {"INSERT INTO consent(person_id, purpose, notice_version, notice_hash, gave, given_at) VALUES (" + id + ", 'contact', '1', 'x', 'phone', 1)", "DELETE FROM consent", "join_consent"},
      {"INSERT INTO meeting(id, unit_id, title, starts_at, state, opened_by, opened_at, summoned) VALUES (1, " + unit + ", 'a', 1, 'open', " + id + ", 1, 1)", "", ""},
      {"INSERT INTO meeting_person(meeting_id, person_id, unit_id) VALUES (1, " + id + ", " + unit + ")", "DELETE FROM meeting_person", "join_open"},
      {"INSERT INTO arrival(source, state, name, candidates, at) VALUES ('said', 'guest', 'a', '9999," + id + "', 1)", "DELETE FROM arrival", "join_awaited"},
  };
  for (const auto& each : cases) {
    CAPTURE(each.make);
    world.run(each.make);
    if (*each.key == '\0') continue;
    CHECK(world.keys().find(each.key) != std::string::npos);
    CHECK(world.number("SELECT COUNT(*) FROM person WHERE joined_to IS NOT NULL") == 0);
    CHECK(world.counted(world.two) == 1);
    world.run(each.undo);
  }
  std::swap(world.keep, world.gone);
  world.gone = world.keep;
  CHECK(world.keys() == "join_same");
  world.gone = 9999;
  CHECK(world.keys() == "join_unknown");
}
