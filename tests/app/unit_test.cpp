// nhipcau unit: what the commands about units do to the sample province, and what they say.
#include <algorithm>
#include <catch2/catch.hpp>

#include "bot/commands/control.hpp"
#include "bot/language/text.hpp"
#include "bot/sample/past.hpp"
#include "bot/sample/province.hpp"
#include "bot/union/operations.hpp"
#include "bot/union/rules.hpp"
#include "storage/units.hpp"
#include "storage/verify.hpp"
#include "templates/catalog.hpp"

namespace {

using nlohmann::json;
using Catch::Contains;

struct Units {
  std::unique_ptr<storage::Database> database = storage::open_sqlite({":memory:"});
  storage::Vault vault{storage::Vault::new_key()};
  int changes = 0;
  std::int64_t now = 1'795'395'600'000;  // 2026-11-23T08:00+07:00
  sample::Province province = database->write([this](storage::Session& session) { return sample::seed(session, now); });

  std::string says(app::Said (*command)(const app::ControlContext&, const json&), const json& args) {
    const app::ControlContext context{*database, vault, [this] { return now; }, [this] { ++changes; }};
    try {
      return command(context, args).output;
    } catch (const app::Refused& refused) {
      return std::string("refused: ") + refused.what();
    }
  }
  std::int64_t id(const std::string& code) {
    return database->read([&](storage::Session& s) { return storage::unit_by_code(s, code).value(); });
  }
  void comes(const std::string& day) {
    now = language::moment_of(day + "T06:00:00+07:00").value();
    const templates::Catalog catalog;
    trade_union::Turn turn;
    while (database->write([&](storage::Session& s) { return trade_union::apply_due(s, catalog, now, turn); })) {}
  }
};

json decision(json request, const char* effective) {
  request.update({{"doc", "90/QĐ-LĐLĐ"}, {"decided", "2026-11-20"}, {"effective", effective}});
  return request;
}

}  // namespace

TEST_CASE("a unit is shown as of a day, with its place, its territory and what was decided") {
  Units units;
  units.database->write([](storage::Session& s) { sample::add_cases(s); });
  const auto ward = units.says(app::do_unit_show, {{"unit", units.id("NS")}});
  CHECK_THAT(ward, Contains("CĐ phường Nậm Sơn") && Contains("Tính đến 23/11/2026: 62 đoàn viên") && Contains("Xã Tà Lèng Thượng") && Contains("Mầm non tư thục Hoa Ban: 9"));
  CHECK_THAT(units.says(app::do_unit_show, {{"unit", units.id("HB")}}), Contains("GH-03: ghép, 88/QĐ-LĐLĐ, hiệu lực 01/12/2026 (đã quyết định)") && Contains("giáo dục"));
  units.comes("2026-12-01");
  CHECK_THAT(units.says(app::do_unit_show, {{"unit", units.id("HB")}}), Contains("đến trước ngày 01/12/2026, nay thuộc CĐCS ghép Giáo dục - Y tế Nậm Sơn") && Contains(": 0 đoàn viên"));
  CHECK_THAT(units.says(app::do_unit_show, {{"unit", units.id("HB")}, {"as_of", "2026-11-30"}}), Contains(": 9 đoàn viên"));
  CHECK(units.says(app::do_unit_show, {{"unit", 9999}}) == "refused: There is no unit 9999; `nhipcau unit list` shows them.");
  CHECK_THAT(units.says(app::do_unit_show, {{"unit", 1}, {"as_of", "30/11"}}), Contains("refused: A day looks like"));
}

TEST_CASE("units are listed as of a day and by what they have or lack") {
  Units units;
  const auto small = units.says(app::do_unit_list, {{"filter", {{"kind", "cdcs"}, {"members_lt", 10}}}});
  CHECK(std::count(small.begin(), small.end(), '\n') == 4);
  CHECK_THAT(small, Contains("CĐCS HTX Dịch vụ Nậm Sơn\t7\t"));
  const auto without = units.says(app::do_unit_list, {{"filter", {{"kind", "cdcs"}, {"under", units.id("ML")}, {"without", {"chair"}}}}});
  CHECK(without == "No unit fits.\n");
  const auto schools = units.says(app::do_unit_list, {{"as_of", "2025-06-14"}, {"filter", {{"kind", "cdcs"}, {"under", units.id("NGD")}}}});
  CHECK(std::count(schools.begin(), schools.end(), '\n') == 41);
  CHECK_THAT(units.says(app::do_unit_list, {{"as_of", "2025-06-14"}}), Contains("CĐCS cơ quan Huyện ủy") && !Contains("May Sơn Hà"));
  CHECK_THAT(units.says(app::do_unit_list, json::object()), !Contains("CĐCS cơ quan Huyện ủy") && Contains("    CĐCS Công ty TNHH May Sơn Hà\n"));
}

TEST_CASE("an operation is proposed, looked at, decided and undone from the command line") {
  Units units;
  const json plan{{"kind", "merge"}, {"plan", {{"sources", {units.id("DV"), units.id("XO")}}, {"fresh", {{"name", "CĐCS ghép Dịch vụ Nậm Sơn"}}}}}};
  auto only_looked = plan;
  only_looked["check"] = true;
  CHECK_THAT(units.says(app::do_unit_change, only_looked), Contains("Khác lĩnh vực"));
  CHECK_THAT(units.says(app::do_unit_change, plan), Contains("GH-01: ghép thành CĐCS ghép Dịch vụ Nậm Sơn") && Contains("Cộng: 45 đoàn viên") && Contains("chờ quyết định"));
  CHECK_THAT(units.says(app::do_unit_change, plan), Contains("refused: ") && Contains("một việc khác chưa xong (GH-01)"));
  CHECK_THAT(units.says(app::do_unit_step, {{"case", "gh 1"}, {"step", "opinions"}, {"on", "2026-11-22"}, {"note", "đa số đồng ý"}}), Contains("Lấy ý kiến: 22/11/2026 (đa số đồng ý)"));
  CHECK_THAT(units.says(app::do_unit_decide, {{"case", "GH-01"}, {"doc", "90/QĐ-LĐLĐ"}}), Contains("needs all three"));
  CHECK_THAT(units.says(app::do_unit_decide, decision({{"case", "GH-01"}}, "2026-11-19")), Contains("sau ngày có hiệu lực"));
  CHECK_THAT(units.says(app::do_unit_decide, decision({{"case", "GH-01"}}, "2026-12-01")), Contains("có hiệu lực từ 01/12/2026 (còn 8 ngày)"));
  CHECK_THAT(units.says(app::do_unit_case, {{"case", ""}}), Contains("GH-01"));
  CHECK_THAT(units.says(app::do_unit_undo, {{"case", "GH-01"}}), Contains("Đã hủy"));
  CHECK(units.says(app::do_unit_case, {{"case", ""}}) == "No case is open.\n");
  CHECK_THAT(units.says(app::do_unit_case, {{"case", "GH-09"}}), Contains("There is no such case"));
  CHECK(units.changes == 2);  // what was proposed and what was decided
}

TEST_CASE("a refused decision leaves no proposal behind") {
  Units units;
  CHECK_THAT(units.says(app::do_unit_change, decision({{"kind", "move"}, {"plan", {{"unit", units.id("MT")}, {"parent", units.id("NS")}}}}, "2026-11-01")), Contains("refused"));
  CHECK(units.says(app::do_unit_case, json::object()) == "No case is open.\n");
}

TEST_CASE("labour figures and communes are noted by day") {
  Units units;
  const auto factory = units.id("MSH"), ward = units.id("NS");
  CHECK_THAT(units.says(app::do_unit_labour, {{"unit", factory}, {"as_of", "2026-11-20"}, {"workers", 340}, {"women", 250}}), Contains("Lao động ngày 20/11/2026: 340 người (250 nữ) ngoài danh sách 21"));
  CHECK_THAT(units.says(app::do_unit_show, {{"unit", factory}, {"as_of", "2026-11-19"}}), Contains("ngoài danh sách 21") && !Contains("340"));
  CHECK_THAT(units.says(app::do_unit_commune, {{"unit", ward}, {"commune", "Xã Nậm Pì"}}), Contains("Xã Nậm Pì"));
  CHECK_THAT(units.says(app::do_unit_commune, {{"unit", ward}, {"commune", "Xã Nậm Pì"}}), Contains("refused"));
  CHECK_THAT(units.says(app::do_unit_commune, {{"unit", ward}, {"commune", "Xã Nậm Pì"}, {"ends", true}}), !Contains("Xã Nậm Pì"));
}

TEST_CASE("a unit is added where the tree allows it") {
  Units units;
  CHECK_THAT(units.says(app::do_unit_add, {{"kind", "to"}, {"name", "Tổ 9"}, {"parent", units.id("MSH-1")}}), Contains("bên dưới tổ"));
  CHECK_THAT(units.says(app::do_unit_add, {{"kind", "cdbp"}, {"name", "CĐBP Kho"}, {"parent", units.id("KCN")}}), Contains("phải thuộc một CĐCS"));
  CHECK_THAT(units.says(app::do_unit_add, {{"kind", "cdcs"}, {"name", "CĐCS Thử"}, {"parent", units.id("KCN")}, {"code", "THU"}, {"sector", "gỗ"}, {"enterprise", true}}), Contains("CĐCS Thử"));
  CHECK_THAT(units.says(app::do_unit_show, {{"unit", units.id("THU")}}), Contains("mã THU") && Contains("gỗ, khối doanh nghiệp"));
  CHECK_THAT(units.says(app::do_unit_add, {{"kind", "cdcs"}, {"name", "Sớm"}, {"parent", units.id("KCN")}, {"from", "2024-01-01"}}), Contains("refused"));
}
