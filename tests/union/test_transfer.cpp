// Members who go to another union: by who is above both, with the tổ asked where one is needed, the old posts ended, both leaders told.
#include "bot/language/text.hpp"
#include "storage/roles.hpp"
#include "storage/units.hpp"
#include "tests/storage/stores.hpp"
#include "tests/union/meaning.hpp"
#include "tests/union/stranger.hpp"

using tests::answer_to, tests::Chat, tests::has, tests::means;
using storage::Session;

namespace {

constexpr const char *zone = "Lý Văn Sẻng", *province = "Vũ Thu Hương", *chair = "Lò Văn Pản", *leader = "Giàng Thị Mỷ";

std::string place_on(Chat& chat, const std::string& who, const std::string& day) {
  const auto id = chat.person(who).id;
  return chat.read([&](Session& s) {
    return s.one("SELECT u.external_code FROM membership m JOIN unit u ON u.id = m.unit_id WHERE m.person_id = ?1 AND m.from_day <= ?2 AND (m.to_day IS NULL OR m.to_day > ?2)", {id, day},
                 [](const storage::Row& r) { return r.string(0); }).value_or("");
  });
}

std::vector<std::string> stores() {
  std::vector<std::string> names{"memory"};
  if (!tests::postgres_address().empty()) names.push_back("postgresql");
  return names;
}

}  // namespace

TEST_CASE("an officer above both unions moves a member, to the tổ that was asked for, from the day said") {
  const auto store = tests::make_store(GENERATE(from_range(stores())));
  Chat chat(store->open());
  const auto asked = answer_to(chat, zone, "member_transfer", {{"name", "Sùng Thị Dợ"}, {"unit", "CĐCS Công ty CP Chè Pu Lan"}, {"effective", "2026-12-01"}});
  CHECK_THAT(asked, Catch::Contains("vào tổ nào") && Catch::Contains("2) Tổ 2"));
  const auto preview = chat.answer(zone, "2");
  CHECK_THAT(preview, Catch::Contains("từ Tổ 2, CĐCS Công ty TNHH May Sơn Hà") && Catch::Contains("sang Tổ 2, CĐCS Công ty CP Chè Pu Lan") && Catch::Contains("1/12/2026"));
  CHECK(place_on(chat, "Sùng Thị Dợ", "2026-12-01") == "MSH-2");
  const auto done = chat.says(zone, "đồng ý");
  CHECK_THAT(done.back().text, Catch::Contains("Đã ghi: từ ngày 01/12/2026"));
  const auto* news = tests::told(done, chat.person(chair).zalo_id);
  REQUIRE(news);
  CHECK_THAT(news->text, Catch::Contains("Sùng Thị Dợ chuyển từ Tổ 2, CĐCS Công ty TNHH May Sơn Hà"));
  CHECK(done.size() == 3);  // both chairs and the one who moved her
  CHECK(place_on(chat, "Sùng Thị Dợ", "2026-11-30") == "MSH-2");
  CHECK(place_on(chat, "Sùng Thị Dợ", "2026-12-01") == "CPL-2");
  CHECK(tests::number(chat, "SELECT COUNT(*) FROM audit WHERE action = 'member_transfer'") == 1);
  CHECK(chat.differences().empty());
}

TEST_CASE("who leaves the union leaves its posts, and the preview says so") {
  Chat chat;
  const auto preview = answer_to(chat, zone, "member_transfer", {{"name", leader}, {"unit", "CĐCS Công ty CP Chè Pu Lan"}, {"to_group", "tổ 1"}});
  CHECK_THAT(preview, Catch::Contains("thôi làm tổ trưởng Tổ 3") && Catch::Contains("sang Tổ 1, CĐCS Công ty CP Chè Pu Lan"));
  chat.says(zone, "đồng ý");
  CHECK(place_on(chat, leader, "2026-11-23") == "CPL-1");
  CHECK_THAT(chat.answer(leader, "tk"), Catch::Contains("chưa có quyền"));
  CHECK(chat.differences().empty());
}

TEST_CASE("who has one side only is told what they may do, and who can") {
  Chat chat;
  CHECK_THAT(answer_to(chat, chair, "member_transfer", {{"name", "Sùng Thị Dợ"}, {"unit", "CĐCS Công ty CP Chè Pu Lan"}}),
             Catch::Contains("cấp trên của cả hai") && Catch::Contains(zone) && Catch::Contains("đưa ra khỏi danh sách"));
  CHECK_THAT(answer_to(chat, zone, "member_transfer", {{"name", "Sùng Thị Dợ"}, {"unit", "CĐCS Trường Mầm non tư thục Hoa Ban"}}),
             Catch::Contains("cấp trên của cả hai") && Catch::Contains(province));
  CHECK_THAT(answer_to(chat, "Giàng A Tủa", "member_transfer", {{"name", "Sùng Thị Dợ"}, {"unit", "CĐCS Công ty CP Chè Pu Lan"}}), Catch::Contains("chưa có quyền"));
  CHECK_THAT(answer_to(chat, province, "member_transfer", {{"name", "Sùng Thị Dợ"}, {"unit", "CĐCS Không Có"}}), Catch::Contains("không tìm thấy"));
  CHECK_THAT(answer_to(chat, province, "member_transfer", {{"name", "Sùng Thị Dợ"}, {"unit", "CĐ phường Nậm Sơn"}}), Catch::Contains("Nậm Sơn"));
  CHECK(tests::number(chat, "SELECT COUNT(*) FROM audit WHERE action = 'member_transfer'") == 0);
}

TEST_CASE("a union without tổ takes the member itself, and a name that must be asked keeps where to") {
  Chat chat;
  CHECK_THAT(answer_to(chat, province, "member_transfer", {{"name", "Hoa"}, {"from_unit", "CĐCS Công ty TNHH May Sơn Hà"}, {"from_group", "tổ 1"}, {"unit", "CĐCS Trường Mầm non tư thục Hoa Ban"}}),
             Catch::Contains("1) Lò Thị Hoa"));
  CHECK_THAT(chat.answer(province, "2"), Catch::Contains("Chuyển Nguyễn Thị Hoa") && Catch::Contains("sang CĐCS Trường Mầm non tư thục Hoa Ban"));
  chat.says(province, "đồng ý");
  CHECK(place_on(chat, "Nguyễn Thị Hoa", "2026-11-23") == "HB");
  CHECK_THAT(answer_to(chat, province, "member_transfer", {{"name", "Nguyễn Thị Hoa"}, {"unit", "CĐCS Trường Mầm non tư thục Hoa Ban"}}), Catch::Contains("không phải chuyển"));
  CHECK(chat.differences().empty());
}

TEST_CASE("a stand-in does not send away whom they stand in for, though the other union be their own") {
  const auto store = tests::make_store(GENERATE(from_range(stores())));
  Chat chat(store->open());
  const auto upper = tests::unit(chat, "KCN"), other = tests::unit(chat, "CPL");
  const auto holder = chat.person("Giàng A Tủa").id, stand_in = chat.person(leader).id;
  chat.read([&](Session& s) {
    const auto post = storage::add_role(s, {.person = holder, .unit = upper, .role = "chair", .from_day = "2026-01-01"});
    storage::add_role(s, {.person = stand_in, .unit = upper, .role = "chair", .from_day = "2026-11-01", .to_day = "2026-12-31", .delegated_from = post});
    storage::add_role(s, stand_in, other, "chair", "2026-01-01");
  });
  CHECK_THAT(answer_to(chat, leader, "member_transfer", {{"name", "Giàng A Tủa"}, {"unit", "CĐCS Công ty CP Chè Pu Lan"}, {"to_group", "tổ 1"}}), Catch::Contains("chưa có quyền"));
  chat.says(leader, "đồng ý");
  CHECK(place_on(chat, "Giàng A Tủa", "2026-11-23") == "MSH-3");
  CHECK_THAT(answer_to(chat, leader, "member_transfer", {{"name", "Sùng Thị Dợ"}, {"unit", "CĐCS Công ty CP Chè Pu Lan"}, {"to_group", "tổ 1"}}), Catch::Contains("sang Tổ 1"));
  chat.says(leader, "đồng ý");
  CHECK(place_on(chat, "Sùng Thị Dợ", "2026-11-23") == "CPL-1");
  CHECK(tests::number(chat, ("SELECT COUNT(*) FROM audit WHERE action = 'member_transfer' AND on_behalf = 'person:" + std::to_string(holder) + "'").c_str()) == 1);
}

TEST_CASE("a section is the one of the person's own union before one of the same name elsewhere") {
  const auto store = tests::make_store(GENERATE(from_range(stores())));
  Chat chat(store->open());
  const auto other = tests::unit(chat, "CPL");
  chat.read([&](Session& s) {
    storage::add_unit(s, {"CPL-MAY", "cdbp", "CĐBP Xưởng May", "Xưởng May", language::fold("CĐBP Xưởng May"), "x", "2026-01-01", std::nullopt, other});
  });
  CHECK_THAT(answer_to(chat, zone, "member_transfer", {{"name", "Sùng Thị Dợ"}, {"unit", "CĐBP Xưởng may"}}), Catch::Contains("vào tổ nào") && Catch::Contains("Tổ 4"));
}

TEST_CASE("rights are asked again at the yes") {
  Chat chat;
  means(chat, zone, "member_transfer", {{"name", "Sùng Thị Dợ"}, {"unit", "CĐCS Công ty CP Chè Pu Lan"}, {"to_group", "tổ 1"}});
  chat.read([&](Session& s) {
    for (const auto& role : storage::roles(s, chat.person(zone).id, "2026-11-23")) storage::end_role(s, role.id, "2026-11-23", "test");
  });
  chat.says(zone, "#1 yes 0");
  chat.says(zone, "đồng ý");
  CHECK(place_on(chat, "Sùng Thị Dợ", "2026-11-23") == "MSH-2");
}

TEST_CASE("a member's wish for another union tells the leader that the upper union moves people") {
  Chat chat;
  const auto out = means(chat, "Giàng A Tủa", "profile_update", {{"field", "unit"}, {"value", "CĐCS Công ty CP Chè Pu Lan"}});
  const auto* wish = tests::told(out, chat.person(leader).zalo_id);
  REQUIRE(wish);
  CHECK_THAT(wish->text, Catch::Contains("cấp trên của cả hai bên") && Catch::Contains("chuyển Giàng A Tủa sang CĐCS Công ty CP Chè Pu Lan"));
}

TEST_CASE("a wish for another place in the own union tells the leader the command, not that only the upper union moves people") {
  Chat chat;
  const auto out = means(chat, "Giàng A Tủa", "profile_update", {{"field", "unit"}, {"value", "CĐBP Xưởng Cắt"}});
  const auto* wish = tests::told(out, chat.person(leader).zalo_id);
  REQUIRE(wish);
  CHECK_THAT(wish->text, !Catch::Contains("cấp trên của cả hai") && Catch::Contains("nhắn: chuyển Giàng A Tủa sang CĐBP Xưởng Cắt"));
}
