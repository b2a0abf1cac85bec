// Cases in chat beyond their plain course: where the new unit is to stand, and a case taken back before its day.
#include "bot/sample/past.hpp"
#include "storage/roles.hpp"
#include "tests/union/meaning.hpp"
#include "tests/union/story.hpp"

using namespace trade_union;
using tests::answer_to, tests::has, tests::means, tests::Story;
using storage::Session;

namespace {

constexpr const char *province = "Vũ Thu Hương", *ward = "Đinh Thị Hà", *chair = "Lò Văn Pản";
const nlohmann::json far_apart{{"units", {"CĐCS Trường Mầm non tư thục Hoa Ban", "CĐCS HTX Vận tải Mường Lặn"}}, {"into", "CĐCS ghép Hoa Ban - Vận tải"}};

std::int64_t planned_parent(Story& story) {
  return story.read([](Session& s) { return std::get<Merge>(case_by_number(s, 1)->plan).fresh->parent; });
}

}  // namespace

TEST_CASE("sources under different uppers: it is asked where the new union stands", "[tree]") {
  Story story;
  CHECK_THAT(answer_to(story, province, "merge_propose", far_apart), Catch::Contains("1) CĐ phường Nậm Sơn") && Catch::Contains("2) CĐ xã Mường Lặn") && Catch::Contains("3) LĐLĐ tỉnh Sơn Hà"));
  CHECK_THAT(story.answer(province, "2"), Catch::Contains("thuộc CĐ xã Mường Lặn") && Catch::Contains("Cộng 15"));
  CHECK_THAT(story.answer(province, "đồng ý"), Catch::Contains("GH-01"));
  CHECK(planned_parent(story) == story.id("ML"));
  story.says(province, "GH-01: quyết định 88/QĐ-LĐLĐ ký 15/11, có hiệu lực 1/12");
  CHECK_THAT(story.answer(province, "đồng ý"), Catch::Contains("còn 8 ngày"));
  story.comes("2026-12-01T00:00:20");
  CHECK(story.read([&](Session& s) { return storage::unit(s, s.number("SELECT id FROM unit WHERE name = 'CĐCS ghép Hoa Ban - Vận tải'"), "2026-12-01")->parent; }) == story.id("ML"));
  CHECK(story.differences().empty());
}

TEST_CASE("a unit said for it is taken, where the speaker has the right", "[tree]") {
  Story story;
  auto said = far_apart;
  said["under"] = "CĐ phường Nậm Sơn";
  CHECK_THAT(answer_to(story, province, "merge_propose", said), Catch::Contains("thuộc CĐ phường Nậm Sơn"));
  story.says(province, "đồng ý");
  CHECK(planned_parent(story) == story.id("NS"));
  nlohmann::json own{{"units", {"CĐCS HTX Dịch vụ Nậm Sơn", "CĐCS Phòng khám Đa khoa Tâm Đức"}}, {"into", "CĐCS ghép Nậm Sơn"}, {"under", "CĐ xã Mường Lặn"}};
  CHECK_THAT(answer_to(story, ward, "merge_propose", own), Catch::Contains("chưa có quyền"));
  own.erase("under");
  const auto preview = answer_to(story, ward, "merge_propose", own);
  CHECK_THAT(preview, Catch::Contains("Cộng 15"));
  CHECK_FALSE(has(preview, "thuộc CĐ"));
}

TEST_CASE("a decided case is taken back before its day, with its reason, and the chairs hear of it", "[tree]") {
  Story story;
  story.read([](Session& s) { sample::add_cases(s); });
  CHECK_THAT(answer_to(story, chair, "merge_cancel", {{"case", "GH-03"}}), Catch::Contains("chưa có quyền"));
  CHECK_THAT(answer_to(story, ward, "merge_cancel", {{"case", "GH-09"}}), Catch::Contains("Không có hồ sơ"));
  const auto preview = answer_to(story, ward, "merge_cancel", {{"case", "GH-03"}, {"reason", "chờ ý kiến đoàn viên"}});
  CHECK_THAT(preview, Catch::Contains("Hủy hồ sơ GH-03") && Catch::Contains("88/QĐ-LĐLĐ") && Catch::Contains("vẫn hoạt động") && Catch::Contains("chờ ý kiến đoàn viên"));
  const auto done = story.says(ward, "đồng ý");
  CHECK_THAT(done.back().text, Catch::Contains("Đã hủy hồ sơ GH-03"));
  CHECK(std::count_if(done.begin(), done.end(), [](const auto& o) { return has(o.text, "Đinh Thị Hà đã hủy hồ sơ GH-03"); }) == 2);  // the chairs of both
  CHECK(story.read([](Session& s) { return case_by_number(s, 3)->state; }) == "undone");
  CHECK(tests::number(story, "SELECT COUNT(*) FROM audit WHERE action = 'unit_merge_undo' AND detail LIKE '%chờ ý kiến%'") == 1);
  CHECK_THAT(answer_to(story, ward, "merge_cancel", {{"case", "GH-03"}}), Catch::Contains("đã được hủy"));
  story.comes("2026-12-02T08:00:00");
  CHECK(story.members("HB", "2026-12-02") == 9);
  CHECK(story.differences().empty());
}

TEST_CASE("after its day a case is not taken back, nor by a yes that came too late", "[tree]") {
  Story story;
  story.read([](Session& s) { sample::add_cases(s); });
  story.now = tests::moment("2026-11-30T23:59:00");
  means(story, ward, "merge_cancel", {{"case", "GH-03"}});
  story.comes("2026-12-01T00:00:20");
  CHECK_THAT(story.answer(ward, "đồng ý"), Catch::Contains("không hủy được nữa"));
  CHECK_THAT(answer_to(story, ward, "merge_cancel", {{"case", "GH-03"}}), Catch::Contains("không hủy được nữa"));
  CHECK(story.read([](Session& s) { return case_by_number(s, 3)->state; }) == "effective");
}
