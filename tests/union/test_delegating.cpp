// Standing in: set by an officer for the chair named, ended before its day by any of those concerned, never longer than the post.
#include "storage/roles.hpp"
#include "tests/storage/stores.hpp"
#include "tests/union/meaning.hpp"
#include "tests/union/stranger.hpp"

using tests::answer_to, tests::Chat, tests::has, tests::means, tests::number;
using storage::Session;

namespace {

constexpr const char *zone = "Lý Văn Sẻng", *province = "Vũ Thu Hương", *chair = "Lò Văn Pản", *leader = "Giàng Thị Mỷ", *member = "Giàng A Tủa";

std::vector<std::string> stores() {
  std::vector<std::string> names{"memory"};
  if (!tests::postgres_address().empty()) names.push_back("postgresql");
  return names;
}

void hand_over(Chat& chat, const char* to = leader, const char* until = "2026-11-30") {
  means(chat, chair, "delegate", {{"name", to}, {"until", until}});
  REQUIRE_THAT(chat.answer(chair, "đồng ý"), Catch::Contains("Đã giao"));
}

bool leads(Chat& chat, const char* who) { return !has(chat.answer(who, "thêm đoàn viên Lý Thị Sa vào tổ 4"), "chưa có quyền"); }

}  // namespace

TEST_CASE("an officer sets a stand-in for the chair named, and both are told") {
  const auto store = tests::make_store(GENERATE(from_range(stores())));
  Chat chat(store->open());
  CHECK_THAT(answer_to(chat, zone, "delegate", {{"name", leader}, {"on_behalf", {"Lò Văn Pản"}}, {"until", "2026-11-30"}}),
             Catch::Contains("Giàng Thị Mỷ thay Lò Văn Pản") && Catch::Contains("hết 30/11/2026") && Catch::Contains("chủ tịch CĐCS Công ty TNHH May Sơn Hà"));
  const auto done = chat.says(zone, "đồng ý");
  REQUIRE(tests::told(done, chat.person(leader).zalo_id));
  REQUIRE(tests::told(done, chat.person(chair).zalo_id));
  CHECK(leads(chat, leader));
  CHECK(number(chat, ("SELECT COUNT(*) FROM role WHERE delegated_from IS NOT NULL AND granted_by = " + std::to_string(chat.person(zone).id)).c_str()) == 1);
}

TEST_CASE("a chair who names themself hands over their own, and nobody else's") {
  Chat chat;
  CHECK_THAT(answer_to(chat, chair, "delegate", {{"name", leader}, {"on_behalf", {"Pản"}}, {"until", "2026-11-30"}}), Catch::Contains("Giàng Thị Mỷ thay anh/chị"));
  chat.says(chair, "thôi");
  CHECK_THAT(answer_to(chat, chair, "delegate", {{"name", member}, {"on_behalf", {leader}}, {"until", "2026-11-30"}}), Catch::Contains("chưa có quyền") && Catch::Contains(zone));
  CHECK_THAT(answer_to(chat, zone, "delegate", {{"name", leader}, {"on_behalf", {member}}, {"until", "2026-11-30"}}), Catch::Contains("không giữ chức vụ"));
  CHECK_THAT(answer_to(chat, zone, "delegate", {{"name", "Lò Văn Pản"}, {"on_behalf", {"Lò Văn Pản"}}, {"until", "2026-11-30"}}), Catch::Contains("ghi ai thay"));
}

TEST_CASE("names of both that must be asked are asked one after the other") {
  Chat chat;
  const auto team = tests::unit(chat, "MSH-1");
  chat.read([&](Session& s) { storage::add_role(s, chat.person("Lò Thị Hoa").id, team, "to_leader", "2026-01-01"); });
  CHECK_THAT(answer_to(chat, zone, "delegate", {{"name", "Pánh"}, {"on_behalf", {"Thị Hoa"}}, {"until", "2026-11-30"}}), Catch::Contains("Lò Thị Hoa") && Catch::Contains("Nguyễn Thị Hoa"));
  const auto next = chat.answer(zone, "1");
  CHECK_THAT(next, Catch::Contains("thay Lò Thị Hoa") || Catch::Contains("Anh/chị nói ai"));
}

TEST_CASE("the giver, the stand-in and who is above end it from today, and the other side is told") {
  const auto store = tests::make_store(GENERATE(from_range(stores())));
  const std::string by = GENERATE(chair, leader, zone);
  CAPTURE(by);
  Chat chat(store->open());
  hand_over(chat);
  CHECK_THAT(answer_to(chat, by, "delegate", {{"end", true}}), Catch::Contains("Giàng Thị Mỷ thôi thay Lò Văn Pản") && Catch::Contains("lẽ ra đến hết 30/11/2026"));
  CHECK(leads(chat, leader));
  chat.says(leader, "thôi");
  means(chat, by, "delegate", {{"end", true}});
  const auto done = chat.says(by, "đồng ý");
  for (const auto* side : {chair, leader}) CHECK((tests::told(done, chat.person(side).zalo_id) != nullptr));
  CHECK_FALSE(leads(chat, leader));
  CHECK(number(chat, "SELECT COUNT(*) FROM audit WHERE action = 'delegate_end'") == 1);
  CHECK_THAT(answer_to(chat, by, "delegate", {{"end", true}}), Catch::Contains("Không thấy việc giao thay nào"));
}

TEST_CASE("several are asked about by number, a name says which, one to come ends before it begins") {
  Chat chat;
  means(chat, chair, "delegate", {{"name", leader}, {"from", "2026-12-05"}, {"until", "2026-12-10"}});
  chat.says(chair, "đồng ý");
  hand_over(chat, member);
  CHECK_THAT(answer_to(chat, chair, "delegate", {{"end", true}}), Catch::Contains("1) ") && Catch::Contains("2) ") && Catch::Contains("từ 05/12/2026"));
  CHECK_THAT(chat.answer(chair, "2"), Catch::Contains("thôi thay"));
  chat.says(chair, "thôi");
  CHECK_THAT(answer_to(chat, chair, "delegate", {{"end", true}, {"name", "Mỷ"}}), Catch::Contains("Giàng Thị Mỷ thôi thay") && Catch::Contains("lẽ ra từ 05/12/2026"));
  CHECK_THAT(chat.answer(chair, "đồng ý"), Catch::Contains("thôi thay"));
  CHECK(leads(chat, member));
  chat.says(member, "thôi");
  chat.now += 13 * 86'400'000LL;  // 6/12
  CHECK_FALSE(leads(chat, leader));
  CHECK_THAT(answer_to(chat, "Lò Thị Pánh", "delegate", {{"end", true}}), Catch::Contains("Không thấy"));
}

TEST_CASE("nobody stands in for a post longer than it lasts") {
  const auto store = tests::make_store(GENERATE(from_range(stores())));
  Chat chat(store->open());
  chat.read([&](Session& s) { s.run("UPDATE role SET to_day = '2026-11-28' WHERE role = 'chair' AND person_id = ?1", {chat.person(chair).id}); });
  CHECK_THAT(answer_to(chat, chair, "delegate", {{"name", leader}, {"until", "2026-11-30"}}), Catch::Contains("hết 27/11/2026"));
  chat.says(chair, "đồng ý");
  CHECK(number(chat, "SELECT COUNT(*) FROM role WHERE delegated_from IS NOT NULL AND to_day = '2026-11-28'") == 1);
  chat.now += 5 * 86'400'000LL;  // 28/11
  CHECK_FALSE(leads(chat, leader));
}

TEST_CASE("what changed between the question and the yes leaves nothing half done") {
  const auto store = tests::make_store(GENERATE(from_range(stores())));
  Chat chat(store->open());
  const auto team = tests::unit(chat, "MSH");
  const auto second = chat.read([&](Session& s) { return storage::add_role(s, {.person = chat.person(chair).id, .unit = team, .role = "board", .from_day = "2026-01-01"}); });
  const auto stand_in_rows = "SELECT COUNT(*) FROM role WHERE delegated_from IS NOT NULL";
  SECTION("handed over") {
    means(chat, chair, "delegate", {{"name", leader}, {"until", "2026-11-30"}});
    chat.read([&](Session& s) { storage::end_role(s, second, "2026-11-20", "test"); });
    CHECK_THAT(chat.answer(chair, "đồng ý"), Catch::Contains("chưa làm"));
    CHECK(number(chat, stand_in_rows) == 0);
    CHECK(number(chat, "SELECT COUNT(*) FROM audit WHERE action = 'delegate'") == 0);
  }
  SECTION("ended") {
    hand_over(chat);
    REQUIRE(number(chat, stand_in_rows) == 2);
    means(chat, chair, "delegate", {{"end", true}});
    chat.read([&](Session& s) { storage::end_role(s, s.number("SELECT MAX(id) FROM role WHERE delegated_from IS NOT NULL"), "2026-11-20", "test"); });
    CHECK_THAT(chat.answer(chair, "đồng ý"), Catch::Contains("chưa làm"));
    CHECK(number(chat, "SELECT COUNT(*) FROM role WHERE end_reason = 'ended'") == 0);
    CHECK(number(chat, "SELECT COUNT(*) FROM audit WHERE action = 'delegate_end'") == 0);
  }
}

TEST_CASE("a handing over ends on the day said, not before and not today") {
  const auto store = tests::make_store(GENERATE(from_range(stores())));
  Chat chat(store->open());
  hand_over(chat, leader, "2026-12-10");
  CHECK_THAT(answer_to(chat, chair, "delegate", {{"end", true}, {"effective", "2026-12-20"}}), Catch::Contains("chỉ đến hết 10/12/2026") && Catch::Contains("không phải thôi"));
  CHECK_THAT(answer_to(chat, chair, "delegate", {{"end", true}, {"effective", "2026-11-01"}}), Catch::Contains("kể từ hôm nay 23/11/2026"));
  chat.says(chair, "thôi");
  CHECK_THAT(answer_to(chat, chair, "delegate", {{"end", true}, {"effective", "2026-12-01"}}), Catch::Contains("kể từ ngày 01/12/2026") && Catch::Contains("lẽ ra đến hết 10/12/2026"));
  CHECK_THAT(chat.answer(chair, "đồng ý"), Catch::Contains("Kể từ 01/12/2026"));
  CHECK(number(chat, "SELECT COUNT(*) FROM role WHERE delegated_from IS NOT NULL AND to_day = '2026-12-01'") == 1);
  CHECK(leads(chat, leader));
  chat.says(leader, "thôi");
  chat.now += 8 * 86'400'000LL;  // 1/12
  CHECK_FALSE(leads(chat, leader));
}
