// The tree of domain §9.1 and its cases play through: GH-03 decided on 15/11, in effect on 01/12; a split, a move, an end, and undoing.
#include "bot/sample/past.hpp"
#include "storage/groups.hpp"
#include "storage/memberships.hpp"
#include "storage/polls.hpp"
#include "storage/relay.hpp"
#include "storage/roles.hpp"
#include "storage/unit_facts.hpp"
#include "tests/storage/stores.hpp"
#include "tests/union/story.hpp"

using namespace trade_union;
using storage::Session;
using tests::has, tests::moment, tests::Story;

namespace {

const std::string joined_name = "CĐCS ghép Giáo dục - Y tế Nậm Sơn";

void gh_03(Story& story) {
  story.read([](Session& s) { sample::add_cases(s); });
  const auto root = story.province.root_unit, hoa_ban = story.id("HB"), tam_duc = story.id("TD");
  const auto small = [&](const std::string& day) { return story.read([&](Session& s) { return joined_small_unions(s, root, "2026-01-01", day); }); };

  // 23/11: decided is not in effect.
  const auto number = story.read([](Session& s) { return case_by_number(s, 3); });
  REQUIRE(number);
  CHECK(number->state == "decided");
  CHECK(has(story.catalog.render("chat/vi/case", story.read([&](Session& s) { return case_fields(s, *number, "2026-11-23"); })), "còn 8 ngày"));
  CHECK((small("2026-11-23").small == 4 && small("2026-11-23").joined == 0));

  // Open matters of the old units.
  const auto chair = story.read([&](Session& s) { return storage::leaders(s, hoa_ban, "2026-11-23").front(); });
  const auto poll = story.read([&](Session& s) {
    storage::relay::code_of(s, tam_duc, "ABCDEFGH", story.now);
    s.run("INSERT INTO feedback(number, person_id, unit_id, kind, category, text, state, created_at, due_day) VALUES (42, ?1, ?2, 'phan_anh', '', 'x', 'handling', 0, '2026-12-05')", {chair, hoa_ban});
    return storage::open_poll(s, {.unit = hoa_ban, .question = "Giờ họp tổ?", .options = {"trưa", "tối"}, .opened_by = chair, .now = story.now, .closes_at = {}, .day = "2026-11-23"}, {hoa_ban}).id;
  });
  const auto group = story.read([&](Session& s) { return storage::groups_of(s, hoa_ban).front(); });

  CHECK(story.comes("2026-11-30T23:59:00").empty());
  CHECK(story.members(root, "2026-11-30") == 1544);
  const auto told = story.comes("2026-12-01T00:00:20");

  // 30/11 still reads as it was: 2-HĐCĐ counts the two old units, and not the new one.
  CHECK(story.unions("2026-11-30").size() == 10);
  CHECK((story.members("HB", "2026-11-30") == 9 && story.members("TD", "2026-11-30") == 8 && story.members("VT", "2026-11-30") == 6));
  CHECK((story.listed("CĐCS Trường Mầm non tư thục Hoa Ban", "2026-11-30") && !story.listed(joined_name, "2026-11-30")));
  // 01/12: 17 = 9 + 8 in the new one.
  const auto joined = story.named(joined_name);
  CHECK((story.listed(joined_name, "2026-12-01") && !story.listed("CĐCS Trường Mầm non tư thục Hoa Ban", "2026-12-01")));
  CHECK((story.members(joined, "2026-12-01") == 17 && story.members(joined, "2026-11-30") == 0));
  CHECK((story.members("HB", "2026-12-01") == 0 && story.members("NS", "2026-12-01") == story.members("NS", "2026-11-30")));
  CHECK((story.unions("2026-12-01").size() == 8 && story.members(root, "2026-12-01") == 1544 - 6));
  // I3: 2/4 over the frozen baseline, 2/3 without the dissolved one; the rule flips the verdict against 65 %.
  CHECK((small("2026-12-01").small == 4 && small("2026-12-01").joined == 2 && small("2026-12-01").dissolved == 1));
  // The year's list has the old to 30/11 and the new from 01/12, and nobody on a day twice.
  story.read([&](Session& s) {
    CHECK(s.number("SELECT COUNT(*) FROM membership a JOIN membership b ON b.person_id = a.person_id AND b.from_day = a.to_day JOIN unit_edge e ON e.unit_id = b.unit_id "
                   "WHERE a.unit_id IN (?1, ?2) AND a.to_day = '2026-12-01' AND a.end_reason = 'merged' AND e.parent_id = ?3", {hoa_ban, tam_duc, joined}) == 17);
    CHECK((storage::life(s, hoa_ban)->to_day == "2026-12-01" && storage::life(s, hoa_ban)->merged_into == joined && storage::successor(s, tam_duc, "2026-12-01") == joined));
    // Posts: both chairs on the provisional board. Open matters: closed on the last day, or carried with number and due day.
    CHECK(s.number("SELECT COUNT(*) FROM role WHERE unit_id = ?1 AND role = 'board' AND from_day = '2026-12-01' AND to_day IS NULL", {joined}) == 2);
    CHECK(storage::leaders(s, hoa_ban, "2026-12-01").empty());
    CHECK((storage::poll(s, poll)->state == "closed" && storage::poll(s, poll)->closed_at == moment("2026-12-01T00:00:00") - 1));
    CHECK(s.number("SELECT COUNT(*) FROM feedback WHERE number = 42 AND unit_id = ?1 AND handler_id = ?2 AND due_day = '2026-12-05'", {hoa_ban, joined}) == 1);
    // Its group is its tổ's now; the old binding ended. The old code leads to the new union.
    const auto team = s.number("SELECT unit_id FROM chat_group WHERE id = ?1 AND purpose = 'to'", {group.id});
    CHECK((storage::unit(s, team, "2026-12-01")->name == "Tổ Mầm non Hoa Ban" && storage::unit(s, team, "2026-12-01")->parent == joined));
    CHECK(s.number("SELECT COUNT(*) FROM group_binding WHERE group_id = ?1 AND unit_id = ?2 AND to_at IS NOT NULL", {group.id, hoa_ban}) == 1);
    CHECK(storage::relay::unit_of_code(s, "ABCDEFGH", "2027-01-01") == joined);
  });
  const auto tells = [&](const std::string& part) { return std::any_of(told.begin(), told.end(), [&](const auto& text) { return has(text, part); }); };
  CHECK((tells("Kết quả BC1") && tells("GH-03") && tells("ghép thành " + joined_name + " (17 đoàn viên)") && tells("chấm dứt hoạt động")));
  CHECK(story.state(number->operation) == "effective");
  CHECK(has(story.read([&](Session& s) { return sentences(story.catalog, undo(s, number->operation, {}, story.now)); }), "không hủy được nữa"));
  CHECK(story.differences() == std::vector<std::string>{});
}

}  // namespace

TEST_CASE("case GH-03 plays through with the numbers of the domain", "[tree]") {
  Story story;
  gh_03(story);
}

TEST_CASE("case GH-03 on PostgreSQL", "[tree]") {
  if (tests::postgres_address().empty()) {
    WARN("NHIPCAU_TEST_PG is not set: PostgreSQL is not tested");
    return;
  }
  const tests::ScratchDatabase scratch;
  Story story(storage::open_postgres({scratch.url(), 2, 1, true}));
  gh_03(story);
}

TEST_CASE("what was counted under the old unions is still counted after they are joined", "[tree]") {
  Story story;
  const auto root = story.province.root_unit, upper = story.id("NS"), hoa_ban = story.id("HB");
  story.broadcast_324();
  story.says("Lò Văn Pản", "tạo bình chọn: Họp lúc nào? | sáng | chiều");
  const auto sent = [&](std::int64_t scope, const std::string& today) {
    return story.read([&](Session& s) { return directive_report(s, directives(s, root, today).front().id, scope, today); });
  };
  const auto before = sent(root, "2026-11-23")->total, of_upper = sent(upper, "2026-11-23")->total;
  story.read([](Session& s) { sample::add_cases(s); });
  story.read([&](Session& s) {
    s.run("INSERT INTO feedback(number, unit_id, kind, category, text, state, created_at) VALUES (42, ?1, 'phan_anh', '', 'x', 'handling', 0)", {hoa_ban});
    s.run("INSERT INTO feedback(number, unit_id, kind, category, text, state, created_at) VALUES (43, ?1, 'phan_anh', '', 'y', 'closed', 0)", {hoa_ban});
    const auto chair = storage::leaders(s, hoa_ban, "2026-11-23").front();
    storage::open_poll(s, {.unit = hoa_ban, .question = "Giờ họp tổ?", .options = {"trưa", "tối"}, .opened_by = chair, .now = story.now, .closes_at = {}, .day = "2026-11-23"}, {hoa_ban});
  });
  story.comes("2026-12-02T08:00:00");
  const auto joined = story.named(joined_name);

  const auto after = sent(root, "2026-12-02");
  REQUIRE(after);
  CHECK((after->total.roster == before.roster && after->total.sent == before.sent && after->total.skipped == before.skipped));
  CHECK(sent(upper, "2026-12-02")->total.roster == of_upper.roster);
  const auto theirs = sent(joined, "2026-12-02");
  REQUIRE(theirs);
  CHECK(theirs->total.roster == 17);
  CHECK(theirs->units.size() == 3);                      // itself and the two it came of
  const auto seen = [&](std::int64_t scope) {
    std::vector<std::string> found;
    for (const auto& row : story.read([&](Session& s) { return feedback(s, scope, "2026-12-02", 10); })) found.push_back(row.number);
    return found;
  };
  CHECK(seen(joined) == std::vector<std::string>{"PA-0043", "PA-0042"});
  CHECK(seen(upper) == std::vector<std::string>{"PA-0043", "PA-0042"});
  CHECK(seen(story.id("MSH")).empty());
  const auto asked = [&](std::int64_t scope) { return story.read([&](Session& s) { return polls(s, scope, "2026-12-02"); }).size(); };
  CHECK((asked(joined) == 1 && asked(upper) == 1 && asked(root) == 2 && asked(story.id("MSH")) == 1));
  CHECK(story.differences() == std::vector<std::string>{});
}

TEST_CASE("a decision that breaks is set aside, the officers hear of it, and the others take effect", "[tree]") {
  Story story;
  const auto broken = story.decided(Rename{story.id("HB"), "CĐCS Hoa Ban mới", "Hoa Ban mới"}, "2026-12-01");
  const auto sound = story.decided(Rename{story.id("TD"), "CĐCS Tâm Đức mới", "Tâm Đức mới"}, "2026-12-01", "91/QĐ-LĐLĐ");
  story.read([&](Session& s) {
    s.run("CREATE TRIGGER broken BEFORE INSERT ON unit_former_name WHEN NEW.unit_id = " + std::to_string(s.number("SELECT id FROM unit WHERE external_code = 'HB'")) +
          " BEGIN SELECT RAISE(ABORT, 'broken'); END");
  });
  story.now = moment("2026-12-01T00:00:20");
  CHECK_THROWS(story.read([&](Session& s) { return story.rules.due(s, story.now); }));
  const auto aside = story.read([&](Session& s) { return story.rules.due_broke(s, story.now); });
  CHECK(aside.work_waiting);
  CHECK_FALSE(aside.out.empty());
  story.comes("2026-12-01T00:00:40");
  CHECK(story.state(broken) == "decided");
  CHECK(story.state(sound) == "effective");
  CHECK(story.listed("CĐCS Tâm Đức mới", "2026-12-01"));
  CHECK_FALSE(story.read([&](Session& s) { return story.rules.due_broke(s, story.now); }).work_waiting);  // nothing is left to be set aside
}

TEST_CASE("a rename dated back does not reach behind a newer name", "[tree]") {
  Story story;
  story.decided(Rename{story.id("HB"), "CĐCS Hoa Ban mới", "Hoa Ban mới"}, "2026-11-23");
  story.comes("2026-11-23T09:00:00");
  REQUIRE(story.listed("CĐCS Hoa Ban mới", "2026-11-23"));
  const Plan older = Rename{story.id("HB"), "CĐCS Hoa Ban cũ", "Hoa Ban cũ"};
  CHECK(has(story.said_against(older, Decision{"92/QĐ-LĐLĐ", "2026-11-20", "2026-11-21"}), "đã có thay đổi từ ngày"));
  CHECK_FALSE(has(story.said_against(older, Decision{"92/QĐ-LĐLĐ", "2026-11-20", "2026-11-24"}), "đã có thay đổi từ ngày"));
}

TEST_CASE("days on which the server was off are made up for, each decision as of its own day", "[tree]") {
  Story story;
  story.read([](Session& s) { sample::add_cases(s); });
  story.decided(Rename{story.id("DV"), "CĐCS HTX Dịch vụ tổng hợp Nậm Sơn", "HTX Dịch vụ tổng hợp"}, "2026-12-03");
  CHECK_FALSE(story.comes("2026-12-09T07:00:00").empty());
  CHECK((story.members(story.named(joined_name), "2026-12-01") == 17 && story.members("HB", "2026-11-30") == 9));
  CHECK((story.listed("CĐCS HTX Dịch vụ Nậm Sơn", "2026-12-02") && story.listed("CĐCS HTX Dịch vụ tổng hợp Nậm Sơn", "2026-12-03")));
  CHECK(story.differences().empty());
}

TEST_CASE("undone before its day, a case changes nothing", "[tree]") {
  Story story;
  story.read([](Session& s) { sample::add_cases(s); });
  const auto operation = story.read([&](Session& s) { return case_by_number(s, 3)->operation; });
  CHECK(story.read([&](Session& s) { return undo(s, operation, {}, story.now); }).empty());
  CHECK(story.state(operation) == "undone");
  CHECK(has(story.read([&](Session& s) { return sentences(story.catalog, undo(s, operation, {}, story.now)); }), "đã được hủy"));
  story.comes("2026-12-02T08:00:00");
  CHECK((story.members("HB", "2026-12-02") == 9 && story.members("VT", "2026-12-02") == 0));
  CHECK(story.named(joined_name) == 0);
}

TEST_CASE("a union is split, and what is not named goes to the first part", "[tree]") {
  Story story;
  const auto tea = story.id("CPL"), third = story.id("CPL-3");
  const auto operation = story.decided(Split{tea, {{.unit = {.name = "CĐCS Chè Một"}}, {.unit = {.name = "CĐCS Chè Hai"}, .units = {third}}}, true}, "2026-12-01");
  const auto told = story.comes("2026-12-01T06:00:00");
  CHECK((story.members(story.named("CĐCS Chè Một"), "2026-12-01") == 31 && story.members(story.named("CĐCS Chè Hai"), "2026-12-01") == 15));
  CHECK((story.members(tea, "2026-11-30") == 46 && story.members("KCN", "2026-12-01") == story.members("KCN", "2026-11-30")));
  story.read([&](Session& s) {
    CHECK(storage::unit(s, third, "2026-11-30")->parent == tea);
    CHECK(storage::life(s, tea)->end_reason == "split");
    CHECK(s.number("SELECT COUNT(*) FROM role WHERE unit_id = ?1 AND role = 'board'", {s.number("SELECT id FROM unit WHERE name = 'CĐCS Chè Một'")}) == 1);
    CHECK(storage::labour(s, s.number("SELECT id FROM unit WHERE name = 'CĐCS Chè Một'"), "2026-12-01")->off_roll == 4);
  });
  CHECK_FALSE(told.empty());
  CHECK(story.state(operation) == "effective");
  CHECK(story.differences().empty());
}

TEST_CASE("persons named one by one leave for a new tổ, and whoever left meanwhile does not", "[tree]") {
  Story story;
  const auto team = story.id("MSH-1");
  const auto people = story.read([&](Session& s) { return s.all("SELECT person_id FROM membership WHERE unit_id = ?1 ORDER BY person_id LIMIT 10", {team}, [](const storage::Row& r) { return r.integer(0); }); });
  story.decided(Split{team, {{.unit = {.name = "Tổ 1B"}, .persons = people}}, false}, "2026-12-01");
  story.read([&](Session& s) { storage::end_membership(s, *storage::membership_at(s, people.front(), "2026-11-24"), "2026-11-25", "nghỉ việc"); });
  story.comes("2026-12-01T06:00:00");
  CHECK(story.members(story.named("Tổ 1B"), "2026-12-01") == 9);
  CHECK(story.members(team, "2026-12-01") == 58 - 10);
  CHECK(story.members(team, "2026-11-24") == 58);
  CHECK(story.differences().empty());
}

TEST_CASE("a union moves, and its sums with it from that day on", "[tree]") {
  Story story;
  story.decided(Move{story.id("MT"), story.id("NS")}, "2026-12-01");
  story.comes("2026-12-01T06:00:00");
  CHECK((story.members("NS", "2026-11-30") == 62 && story.members("NS", "2026-12-01") == 62 + 92 && story.members("SH", "2026-12-01") == 1544));
  CHECK(story.differences().empty());
}

TEST_CASE("an upper union closes and hands over what is below it", "[tree]") {
  Story story;
  CHECK(has(story.said_against(Close{story.id("ML"), 0, ""}), "còn 2 công đoàn"));
  story.decided(Close{story.id("ML"), story.id("SH"), "sắp xếp lại"}, "2026-12-01");
  story.comes("2026-12-01T06:00:00");
  story.read([&](Session& s) {
    CHECK(storage::unit(s, storage::unit_by_code(s, "CS").value(), "2026-12-01")->parent == story.province.root_unit);
    CHECK(storage::officers(s, story.province.root_unit, "2026-12-01").size() == 1);  // the commune's officer ends: it was closed, not joined
  });
  CHECK(story.members("SH", "2026-12-01") == 1544);
  CHECK(story.differences().empty());
}

TEST_CASE("a decision that became impossible stays, and the officers are told once", "[tree]") {
  Story story;
  const auto operation = story.decided(Merge{.sources = {story.id("DV")}, .into = story.id("XO")}, "2026-12-01");
  story.decided(Close{story.id("XO"), 0, "giải thể"}, "2026-11-28");
  story.comes("2026-11-28T06:00:00");
  const auto told = story.comes("2026-12-01T06:00:00");
  REQUIRE(told.size() == 1);
  CHECK((has(told.front(), "chưa thực hiện được") && has(told.front(), "đã chấm dứt từ ngày 28/11/2026")));
  CHECK((story.comes("2026-12-01T18:00:00").empty() && story.comes("2026-12-02T06:00:00").empty()));
  CHECK((story.state(operation) == "decided" && story.members("DV", "2026-12-02") == 7));
  CHECK(story.read([&](Session& s) { return undo(s, operation, {}, story.now); }).empty());
  CHECK(story.differences().empty());
}

TEST_CASE("a decision dated back reaches those who came and left since", "[tree]") {
  Story story;
  const auto from = story.id("DV"), into = story.id("XO");
  const auto [early, late] = story.read([&](Session& s) {
    const auto people = s.all("SELECT person_id FROM membership WHERE unit_id = ?1 ORDER BY person_id LIMIT 2", {from}, [](const storage::Row& r) { return r.integer(0); });
    storage::end_membership(s, *storage::membership_at(s, people[0], "2026-11-01"), "2026-11-20", "nghỉ việc");
    storage::end_membership(s, *storage::membership_at(s, people[1], "2026-11-01"), "2026-11-05", "tạm nghỉ");
    storage::add_membership(s, people[1], from, "2026-11-15");
    return std::pair(people[0], people[1]);
  });
  const Merge plan{.sources = {from}, .into = into};
  CHECK(has(story.said_against(plan, Decision{"90/QĐ-LĐLĐ", "2026-11-09", "2026-11-10"}), "ghi lùi"));
  story.read([&](Session& s) {
    const auto proposed = propose(s, plan, {}, story.now);
    decide(s, proposed.operation, {"90/QĐ-LĐLĐ", "2026-11-09", "2026-11-10"}, {}, story.now);
  });
  story.comes("2026-11-23T09:00:00");
  CHECK((story.members(from, "2026-11-09") == 6 && story.members(from, "2026-11-10") == 0));
  CHECK((story.members(into, "2026-11-10") == 38 + 6 && story.members(into, "2026-11-15") == 38 + 7 && story.members(into, "2026-11-20") == 38 + 6));
  story.read([&](Session& s) {
    CHECK(storage::membership_at(s, early, "2026-11-19")->to_day == "2026-11-20");
    CHECK((storage::membership_at(s, late, "2026-11-16")->unit == into && storage::membership_at(s, late, "2026-11-16")->from_day == "2026-11-15"));
  });
  CHECK(story.differences().empty());
}

TEST_CASE("what speaks against a plan is said in Vietnamese", "[tree]") {
  Story story;
  const auto u = [&](const char* code) { return story.id(code); };
  const auto fresh = [](std::vector<std::int64_t> sources) { Merge m{.sources = std::move(sources)}; m.fresh = PlannedUnit{.name = "CĐCS ghép"}; return m; };
  const Decision good{"90/QĐ-LĐLĐ", "2026-11-20", "2026-12-01"};
  struct Row { Plan plan; std::optional<Decision> decision; const char* said; };
  const std::vector<Row> table{
      {fresh({u("HB"), u("HB")}), {}, "kể hai lần"},
      {fresh({u("HB")}), {}, "ít nhất hai"},
      {fresh({u("HB"), u("VT")}), {}, "cấp trên khác nhau"},
      {fresh({u("HB"), u("MSH-1")}), {}, "cùng cấp"},
      {fresh({u("HB"), 99'999}), {}, "Không có đơn vị số 99999"},
      {fresh({u("HB"), u("HU")}), {}, "đã chấm dứt từ ngày 15/6/2025"},
      {Merge{.sources = {u("NS")}, .into = u("NS")}, {}, "chính nó"},
      {Merge{.sources = {u("HB")}, .into = u("TD"), .chair = 99'999}, {}, "Không có người"},
      {fresh({u("HB"), u("TD")}), {}, "Khác lĩnh vực"},
      {fresh({u("BV"), u("MT")}), {}, "Không đơn vị nào dưới 10"},
      {Move{u("KCN"), u("MSH")}, {}, "cấp thấp hơn"},
      {Move{u("MSH"), u("MSH-1")}, {}, "bên dưới tổ"},
      {Move{u("MSH-CAT"), u("KCN")}, {}, "phải thuộc một CĐCS"},
      {Move{u("SH"), u("NS")}, {}, "cao nhất"},
      {Move{u("HB"), u("NS")}, {}, "vốn đã thuộc"},
      {Close{u("SH"), 0, ""}, {}, "cao nhất"},
      {Close{u("HB"), 0, ""}, {}, "9 đoàn viên thôi được tính"},
      {Close{u("MSH"), u("MSH-1"), ""}, {}, "cùng chấm dứt"},
      {Rename{u("HB"), " "}, {}, "cần có tên"},
      {Create{{.kind = "to", .name = "Tổ 9", .parent = u("MSH-1")}}, {}, "bên dưới tổ"},
      {Create{{.kind = "cdbp", .name = "CĐBP", .parent = u("KCN")}}, {}, "phải thuộc một CĐCS"},
      {Create{{.kind = "club", .name = "X", .parent = u("KCN")}}, {}, "Loại đơn vị"},
      {Create{{.kind = "cdcs", .name = "X", .external_code = "HB", .parent = u("KCN")}}, {}, "Mã HB đã thuộc"},
      {Create{{.kind = "cdcs", .name = "X", .parent = u("NS")}}, Decision{"90/QĐ-LĐLĐ", "2025-01-01", "2025-02-01"}, "sau ngày đơn vị bên dưới"},
      {Split{u("HB"), {}, false}, {}, "ít nhất một phần"},
      {Split{u("HB"), {{.unit = {.name = "A"}, .units = {u("MSH-1")}}}, false}, {}, "không thuộc"},
      {Split{u("HB"), {{.unit = {.name = "A"}, .persons = {story.person("Giàng A Tủa").id}}}, false}, {}, "không phải đoàn viên"},
      {Rename{u("HB"), "X"}, Decision{"90", "2026-11-20", "2026-12-01"}, "chưa đúng dạng"},
      {Rename{u("HB"), "X"}, Decision{"90/QĐ-LĐLĐ", "2026-02-30", "2026-12-01"}, "không có thật"},
      {Rename{u("HB"), "X"}, Decision{"90/QĐ-LĐLĐ", "2026-11-24", "2026-12-01"}, "chưa đến"},
      {Rename{u("HB"), "X"}, Decision{"90/QĐ-LĐLĐ", "2026-11-20", "2026-11-19"}, "sau ngày có hiệu lực"},
      {Rename{u("HB"), "X"}, Decision{"90/QĐ-LĐLĐ", "2026-11-10", "2026-11-19"}, "ghi lùi"},
      {Rename{u("HB"), "X"}, Decision{"90/QĐ-LĐLĐ", "2025-06-10", "2025-07-01"}, "chỉ có từ ngày 01/7/2025"}};
  for (const auto& row : table) {
    const auto said = story.said_against(row.plan, row.decision);
    CAPTURE(kind_of(row.plan), to_json(row.plan).dump());
    CHECK_THAT(said, Catch::Contains(row.said));
  }
  const auto tiny = story.decided(Merge{.sources = {story.id("HB")}, .into = story.id("TD")}, "2026-12-01");
  CHECK(tiny != 0);
  CHECK_THAT(story.said_against(Close{u("HB"), 0, ""}), Catch::Contains("một việc khác chưa xong (GH-01)"));
  CHECK_THAT(story.said_against(Move{u("MSH-2"), u("HB")}), Catch::Contains("sắp chấm dứt theo GH-01"));
}

TEST_CASE("a result of ten is not more than ten", "[tree]") {
  Story story;
  const auto together = [&](std::int64_t gone) {
    return story.read([&](Session& s) {
      for (; gone > 0; --gone) {
        const auto who = s.number("SELECT person_id FROM membership WHERE unit_id = ?1 AND to_day IS NULL ORDER BY person_id LIMIT 1", {storage::unit_by_code(s, "HB").value()});
        storage::end_membership(s, *storage::membership_at(s, who, "2026-11-23"), "2026-11-23", "x");
      }
      return sentences(story.catalog, check(s, Merge{.sources = {storage::unit_by_code(s, "HB").value()}, .into = storage::unit_by_code(s, "TD").value()}, std::nullopt, "2026-11-23"));
    });
  };
  CHECK_FALSE(has(together(6), "phải trên 10"));  // 3 + 8
  CHECK(has(together(1), "phải trên 10"));        // 2 + 8
}

TEST_CASE("a person in two groups and on two platforms counts once", "[tree]") {
  Story story;
  CHECK(has(story.answer("Lò Văn Pản", "tạo bình chọn: Đi đâu? | Sa Pa | Mộc Châu | hạn 17h 27/11"), "hỏi 312 người"));
  story.says("Lò Thị Pánh", "bc1: 1", "Tổ 1 · Xưởng Cắt");
  story.says("Lò Thị Pánh", "bc1: 2", "May Sơn Hà");
  story.taps("Lò Thị Pánh", "#1 vote 1 1");
  CHECK(story.read([](Session& s) { return storage::poll_by_number(s, 1)->voted; }) == 1);
  CHECK((story.members("MSH-1", "2026-11-23") == 58 && story.members("MSH", "2026-11-23") == 312));
}
