// What the day of a decision does to what is under way: votes, newcomers, receipts, stand-ins, those who joined since it was proposed.
#include "bot/sample/past.hpp"
#include "bot/union/reports.hpp"
#include "bot/union/scene.hpp"
#include "storage/arrivals.hpp"
#include "storage/campaigns.hpp"
#include "storage/meetings.hpp"
#include "storage/memberships.hpp"
#include "storage/polls.hpp"
#include "storage/relay.hpp"
#include "storage/roles.hpp"
#include "tests/storage/stores.hpp"
#include "tests/union/story.hpp"

using namespace trade_union;
using storage::Session;
using tests::has, tests::moment, tests::number, tests::Story, tests::Stranger;

namespace {

std::vector<std::string> stores() {
  std::vector<std::string> names{"memory"};
  if (!tests::postgres_address().empty()) names.push_back("postgresql");
  return names;
}

// Zalo accounts of members of the unit.
std::vector<std::string> accounts_in(Story& story, const std::string& code) {
  const auto unit = story.id(code);
  return story.read([&](Session& s) {
    return s.all("SELECT i.external_id FROM identity i JOIN membership m ON m.person_id = i.person_id WHERE m.unit_id = ?1 AND i.channel = 'zalo' ORDER BY i.id", {unit},
                 [](const storage::Row& r) { return r.string(0); });
  });
}

std::int64_t open_poll(Story& story, const std::string& code, std::optional<std::int64_t> closes = {}) {
  const auto unit = story.id(code);
  return story.read([&](Session& s) {
    const auto chair = storage::leaders(s, unit, "2026-11-23").front();
    return storage::open_poll(s, {.unit = unit, .question = "Giờ họp tổ?", .options = {"trưa", "tối"}, .opened_by = chair, .now = story.now, .closes_at = closes, .day = "2026-11-23"},
                              unit_ids(s, unit, "2026-11-23")).id;
  });
}

// What that account writes at `at`, and the server reads a little later.
std::string votes(Story& story, const std::string& account, const std::string& text, const std::string& at) {
  Incoming in;
  in.kind = Incoming::Kind::message;
  in.text = text;
  in.sender_id = account;
  in.from = {"zalo", story.province.oa_id, false, account};
  in.at = moment(at);
  story.now = std::max(story.now, in.at + 2'000);
  const auto out = story.read([&](Session& s) { return story.rules.handle(s, in, story.now); }).out;
  return out.empty() ? "" : out.back().text;
}

std::vector<std::int64_t> tally(Story& story, std::int64_t poll) {
  std::vector<std::int64_t> votes;
  for (const auto& option : story.read([&](Session& s) { return storage::poll_options(s, poll); })) votes.push_back(option.votes);
  return votes;
}

}  // namespace

TEST_CASE("votes given after the last midnight of a unit do not count, though its end is put in effect a little later", "[tree]") {
  const auto store = tests::make_store(GENERATE(from_range(stores())));
  Story story(store->open());
  story.read([](Session& s) { sample::add_cases(s); });  // Hoa Ban is joined on 1/12
  const auto voters = accounts_in(story, "HB");
  REQUIRE(voters.size() >= 4);
  const auto poll = open_poll(story, "HB");
  CHECK_THAT(votes(story, voters[0], "bc1: 1", "2026-11-30T23:59:50"), Catch::Contains("BC1"));
  CHECK_THAT(votes(story, voters[1], "bc1: 2", "2026-11-30T23:59:55"), Catch::Contains("BC1"));
  CHECK_THAT(votes(story, voters[2], "bc1: 2", "2026-12-01T00:00:01"), Catch::Contains("30/11"));
  CHECK_THAT(votes(story, voters[0], "bc1: 2", "2026-12-01T00:00:03"), Catch::Contains("30/11"));
  votes(story, voters[1], "rút phiếu bc1", "2026-12-01T00:00:04");
  story.now = moment("2026-12-01T00:00:06");
  CHECK_THAT(votes(story, voters[3], "bc1: 1", "2026-11-30T23:59:58"), Catch::Contains("trưa"));  // given in time, read later
  CHECK(tally(story, poll) == std::vector<std::int64_t>{2, 1});
  story.comes("2026-12-01T00:00:20");
  CHECK(tally(story, poll) == std::vector<std::int64_t>{2, 1});
  CHECK(story.read([&](Session& s) { return storage::poll(s, poll)->closed_at; }) == moment("2026-12-01T00:00:00") - 1);
  CHECK(story.differences().empty());
}

TEST_CASE("a poll of a unit that goes on is voted in after that midnight", "[tree]") {
  Story story;
  story.read([](Session& s) { sample::add_cases(s); });
  const auto poll = open_poll(story, "MT");
  CHECK_THAT(votes(story, accounts_in(story, "MT").front(), "bc1: 1", "2026-12-01T00:00:01"), Catch::Contains("trưa"));
  CHECK(tally(story, poll) == std::vector<std::int64_t>{1, 0});
}

TEST_CASE("what is stuck ends no poll, and what was opened after the midnight of a decision is not closed by it", "[tree]") {
  const auto store = tests::make_store(GENERATE(from_range(stores())));
  Story story(store->open());
  const auto stuck = story.decided(Merge{.sources = {story.id("HB")}, .into = story.id("TD")}, "2026-12-01");
  story.decided(Close{story.id("TD"), 0, "giải thể"}, "2026-11-28", "91/QĐ-LĐLĐ");
  story.comes("2026-11-28T06:00:00");
  const auto voters = accounts_in(story, "HB");
  const auto before = open_poll(story, "HB");
  story.now = moment("2026-12-01T00:00:05");
  const auto after = open_poll(story, "HB");
  CHECK_THAT(votes(story, voters[0], "bc2: 1", "2026-12-01T00:00:08"), Catch::Contains("trưa"));
  CHECK_THAT(votes(story, voters[0], "bc1: 1", "2026-12-01T00:00:10"), Catch::Contains("30/11"));
  story.comes("2026-12-01T00:00:20");
  REQUIRE(story.state(stuck) == "decided");
  CHECK_THAT(votes(story, voters[1], "bc1: 1", "2026-12-01T00:01:00"), Catch::Contains("trưa"));
  CHECK_THAT(votes(story, voters[1], "bc2: 2", "2026-12-02T09:00:00"), Catch::Contains("tối"));
  CHECK(tally(story, before) == std::vector<std::int64_t>{1, 0});
  CHECK(tally(story, after) == std::vector<std::int64_t>{1, 1});
  CHECK(story.differences().empty());
}

TEST_CASE("who says after the last midnight of a unit that they are here is not counted, though its end comes a little later", "[tree]") {
  const auto store = tests::make_store(GENERATE(from_range(stores())));
  Story story(store->open());
  story.read([](Session& s) { sample::add_cases(s); });  // Hoa Ban is joined on 1/12
  const auto unit = story.id("HB");
  const auto voters = accounts_in(story, "HB");
  story.now = moment("2026-11-30T23:50:00");
  const auto meeting = story.read([&](Session& s) {
    const auto chair = storage::leaders(s, unit, "2026-11-30").front();
    return storage::open_meeting(s, {unit, "Họp tổ", "", story.now, chair, story.now, "2026-11-30"}, unit_ids(s, unit, "2026-11-30")).id;
  });
  CHECK_THAT(votes(story, voters[0], "có mặt", "2026-11-30T23:59:50"), Catch::Contains("có mặt"));
  CHECK_THAT(votes(story, voters[1], "có mặt", "2026-12-01T00:00:05"), Catch::Contains("không có cuộc họp"));
  CHECK(story.read([&](Session& s) { return storage::meeting(s, meeting)->present; }) == 1);
  story.comes("2026-12-01T00:00:20");
  CHECK(story.differences().empty());
}

TEST_CASE("who waits to be let in where nothing is left is told so, and is not asked anew for ever", "[tree]") {
  const auto store = tests::make_store(GENERATE(from_range(stores())));
  Story story(store->open());
  story.read([](Session& s) { sample::add_cases(s); });  // HTX Vận tải is closed on 1/12, nobody goes on for it
  const auto code = story.read([&](Session& s) { return storage::relay::code_of(s, storage::unit_by_code(s, "VT").value(), "ABCDEFGH", story.now); });
  Stranger asked{story, "55501"}, waiting{story, "55502"};
  asked.says("mã " + code);
  waiting.says("mã " + code);
  CHECK_THAT(waiting.answer("tôi là Cứ Seo Phừ"), Catch::Contains("báo tổ trưởng hoặc chủ tịch"));
  const auto told = story.comes("2026-12-01T00:00:20");
  CHECK(std::count_if(told.begin(), told.end(), [](const auto& text) { return has(text, "nên máy không nối anh/chị vào đó được nữa") && has(text, "HTX Vận tải") && has(text, "CĐ xã Mường Lặn"); }) == 2);
  for (auto* who : {&asked, &waiting}) {
    const auto next = who->answer("Cứ Seo Phừ");
    CHECK_FALSE(has(next, "tên"));  // no question
    CHECK_THAT(who->answer("mã " + code), Catch::Contains("hết hiệu lực"));
  }
  // Said anew it ends with a human.
  waiting.says("đăng ký Cứ Seo Phừ");
  std::string last;
  for (int n = 0; n < 3; ++n) last = waiting.answer("HTX Vận tải Mường Lặn");
  CHECK_THAT(last, Catch::Contains("anh/chị là khách"));
  CHECK(number(story, "SELECT COUNT(*) FROM arrival WHERE state IN ('asking', 'guest') AND unit_id = (SELECT id FROM unit WHERE external_code = 'VT')") == 0);
  CHECK(story.differences().empty());
}

TEST_CASE("a provisional chair ends the stand-in of the chair before", "[tree]") {
  const auto store = tests::make_store(GENERATE(from_range(stores())));
  Story story(store->open());
  const auto into = story.id("XO");
  const auto [chair, other, next] = story.read([&](Session& s) {
    const auto held = storage::holders(s, into, "2026-11-23").front();
    const auto people = s.all("SELECT person_id FROM membership WHERE unit_id = ?1 AND person_id <> ?2 ORDER BY person_id LIMIT 2", {into, held.person}, [](const storage::Row& r) { return r.integer(0); });
    storage::add_role(s, {.person = people[0], .unit = into, .role = "chair", .from_day = "2026-11-23", .to_day = "2026-12-31", .delegated_from = held.id});
    return std::tuple(held.person, people[0], people[1]);
  });
  story.decided(Merge{.sources = {story.id("DV")}, .into = into, .chair = next}, "2026-12-01");
  story.comes("2026-12-01T00:00:20");
  story.read([&](Session& s) {
    CHECK(storage::roles(s, other, "2026-11-30").size() == 1);
    CHECK(storage::roles(s, other, "2026-12-01").empty());
    CHECK(s.number("SELECT COUNT(*) FROM role WHERE person_id = ?1 AND delegated_from IS NOT NULL AND to_day = '2026-12-01'", {other}) == 1);
    CHECK((storage::roles(s, next, "2026-12-01").size() == 1 && storage::roles(s, next, "2026-12-01").front().role == "chair"));
    CHECK((storage::roles(s, chair, "2026-12-01").size() == 1 && storage::roles(s, chair, "2026-12-01").front().role == "board"));
  });
  CHECK(story.differences().empty());
}

TEST_CASE("a close counts and ends those who joined after it was proposed", "[tree]") {
  Story story;
  const auto unit = story.id("DV");
  const auto operation = story.read([&](Session& s) { return propose(s, Close{unit, 0, ""}, {}, story.now).operation; });
  const auto late = tests::add_member(story, "Cứ Seo Phừ", "DV");
  story.read([&](Session& s) { s.run("UPDATE membership SET from_day = '2026-11-25' WHERE person_id = ?1", {late}); storage::recount(s, unit); });
  story.now = moment("2026-11-26T08:00:00");
  const auto found = story.read([&](Session& s) { return decide(s, operation, {"95/QĐ-LĐLĐ", "2026-11-20", "2026-12-01"}, {}, story.now); });
  CHECK_FALSE(refused(found));
  CHECK_THAT(sentences(story.catalog, found), Catch::Contains("8 đoàn viên thôi được tính"));
  story.comes("2026-12-01T00:00:20");
  CHECK((story.members(unit, "2026-11-30") == 8 && story.members(unit, "2026-12-01") == 0));
  CHECK(story.read([&](Session& s) { return storage::memberships(s, late).front().to_day; }) == "2026-12-01");
  CHECK(story.differences().empty());
}

TEST_CASE("dated back, a close counts who joined since its day", "[tree]") {
  Story story;
  const auto late = tests::add_member(story, "Cứ Seo Phừ", "DV");
  story.read([&](Session& s) { s.run("UPDATE membership SET from_day = '2026-11-22' WHERE person_id = ?1", {late}); storage::recount(s, storage::unit_by_code(s, "DV").value()); });
  CHECK_THAT(story.said_against(Close{story.id("DV"), 0, ""}, Decision{"95/QĐ-LĐLĐ", "2026-11-19", "2026-11-20"}), Catch::Contains("8 đoàn viên thôi được tính"));
}

TEST_CASE("what was seen counts for the successor too, before and after the day, and so does who was seen in a group", "[tree]") {
  const auto store = tests::make_store(GENERATE(from_range(stores())));
  Story story(store->open());
  story.broadcast_324();
  const auto hoa_ban = story.id("HB");
  const auto people = story.read([&](Session& s) { return s.all("SELECT person_id FROM membership WHERE unit_id = ?1 ORDER BY person_id LIMIT 2", {hoa_ban}, [](const storage::Row& r) { return r.integer(0); }); });
  const auto seen = [&](std::int64_t person) { story.read([&](Session& s) { CHECK(storage::add_evidence(s, 1, person, storage::Evidence::seen, story.now)); }); };
  seen(people[0]);
  const auto identity = story.read([&](Session& s) {
    const auto stranger = storage::touch_identity(s, "zalo", story.province.oa_id, "55509", 0).id;
    storage::arrivals::seen_in_group(s, stranger, storage::groups_of(s, hoa_ban).front().id, hoa_ban, story.now);
    return stranger;
  });
  story.read([](Session& s) { sample::add_cases(s); });
  story.comes("2026-12-01T00:00:20");
  seen(people[1]);
  const auto joined = story.named("CĐCS ghép Giáo dục - Y tế Nậm Sơn");
  const auto report = story.read([&](Session& s) { return directive_report(s, directives(s, story.province.root_unit, "2026-12-01").front().id, joined, "2026-12-01"); });
  REQUIRE(report);
  CHECK((report->total.roster == 17 && report->total.seen == 2));
  CHECK(story.read([&](Session& s) { return storage::arrivals::of_identity(s, identity)->unit; }) == joined);
  CHECK(story.differences().empty());
}

TEST_CASE("a decision that breaks leaves the polls of its unit open, and those that were due closed", "[tree]") {
  Story story;
  const auto theirs = open_poll(story, "HB"), due = open_poll(story, "MT", moment("2026-11-30T23:59:30"));
  const auto operation = story.decided(Merge{.sources = {story.id("HB")}, .into = story.id("TD")}, "2026-12-01");
  story.read([&](Session& s) {
    s.run("CREATE TRIGGER broken BEFORE UPDATE OF merged_into ON unit WHEN NEW.id = " + std::to_string(storage::unit_by_code(s, "HB").value()) + " BEGIN SELECT RAISE(ABORT, 'broken'); END");
  });
  story.now = moment("2026-12-01T00:00:20");
  const auto first = story.read([&](Session& s) { return story.rules.due(s, story.now); });  // the poll that was due comes first
  CHECK(first.questions_changed);
  CHECK(story.read([&](Session& s) { return storage::poll(s, due)->state; }) == "closed");
  CHECK_THROWS(story.read([&](Session& s) { return story.rules.due(s, story.now); }));
  const auto aside = story.read([&](Session& s) { return story.rules.due_broke(s, story.now); });
  CHECK(aside.work_waiting);
  CHECK(std::any_of(aside.out.begin(), aside.out.end(), [](const auto& o) { return has(o.text, "chưa thực hiện được"); }));
  CHECK(std::none_of(aside.out.begin(), aside.out.end(), [](const auto& o) { return has(o.text, "Kết quả"); }));
  CHECK(story.read([&](Session& s) { return storage::poll(s, theirs)->state; }) == "open");
  CHECK(story.state(operation) == "decided");
  // Taken back, the unit goes on and so does its poll.
  CHECK(story.read([&](Session& s) { return undo(s, operation, {}, story.now); }).empty());
  CHECK_THAT(votes(story, accounts_in(story, "HB").front(), "bc1: 1", "2026-12-01T08:00:00"), Catch::Contains("trưa"));
  CHECK(story.differences().empty());
}
