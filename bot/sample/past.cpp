#include "bot/sample/past.hpp"

#include <stdexcept>
#include <vector>

#include "bot/language/text.hpp"
#include "bot/union/operations.hpp"
#include "storage/polls.hpp"
#include "storage/unit_changes.hpp"
#include "storage/unit_facts.hpp"
#include "storage/units.hpp"

namespace sample {

namespace {

struct Facts { const char *code, *sector; bool enterprise, remote; };
constexpr Facts facts[] = {
    {"MSH", "may mặc", true, false},   {"CPL", "chế biến", true, false},     {"HB", "giáo dục", false, false}, {"TD", "y tế", false, false},
    {"DV", "dịch vụ", true, false},    {"XO", "vận tải", false, false},      {"CS", "nông nghiệp", true, true}, {"VT", "vận tải", true, true},
    {"BV", "y tế", false, false},      {"MT", "môi trường", true, false}};

struct Territory { const char *code, *commune, *number; };
constexpr Territory territory[] = {{"NS", "Phường Nậm Sơn", "03901"}, {"NS", "Xã Tà Lèng Thượng", "03907"}, {"ML", "Xã Mường Lặn", "03913"},
                                   {"ML", "Xã Nậm Pì", "03916"},      {"ML", "Xã Huổi Sáng", "03919"}};

struct Ended { std::string code, parent, kind, name, short_name, to_day; };
std::vector<Ended> ended() {
  std::vector<Ended> units{{"HML", "SH", "cap_tren", "LĐLĐ huyện Mường Lặn", "LĐLĐ huyện Mường Lặn", from_day},
                           {"NGD", "SH", "cap_tren", "CĐ ngành Giáo dục", "CĐ ngành Giáo dục", from_day},
                           {"VCT", "SH", "cap_tren", "CĐ Viên chức tỉnh", "CĐ Viên chức tỉnh", from_day},
                           {"HU", "HML", "cdcs", "CĐCS cơ quan Huyện ủy", "Huyện ủy", "2025-06-15"}};
  constexpr int public_schools = 41;
  for (int n = 1; n <= public_schools; ++n) {
    const auto number = std::to_string(n);
    units.push_back({"TCL-" + number, "NGD", "cdcs", "CĐCS Trường công lập số " + number, "Trường công lập số " + number, "2025-06-15"});
  }
  return units;
}

std::int64_t id_of(storage::Session& session, const std::string& code) {
  const auto id = storage::unit_by_code(session, code);
  if (!id) throw std::logic_error("the sample province has no unit " + code);
  return *id;
}

void add_ended(storage::Session& session, const Ended& u) {
  const auto id = storage::add_unit(session, {u.code, u.kind, u.name, u.short_name, language::fold(u.name), language::sort_key(u.name), old_day, u.to_day, id_of(session, u.parent)});
  storage::end_unit(session, id, u.to_day, "closed");
}

std::int64_t morning(const std::string& day) { return language::moment_of(day + "T08:00:00+07:00").value(); }

void decide(storage::Session& session, const trade_union::Plan& plan, const trade_union::Decision& decision) {
  const auto proposed = trade_union::propose(session, plan, {}, morning("2026-11-02"));
  if (proposed.operation == 0 || trade_union::refused(trade_union::decide(session, proposed.operation, decision, {}, morning("2026-11-16"))))
    throw std::logic_error("the sample province refuses one of its own cases");
}

}  // namespace

void add_past(storage::Session& session) {
  for (const auto& f : facts) storage::set_unit_facts(session, id_of(session, f.code), {f.code, f.sector, f.remote, f.enterprise});
  for (const auto& t : territory) storage::add_commune(session, id_of(session, t.code), t.commune, t.number, from_day);
  for (const auto& unit : ended()) add_ended(session, unit);
}

void add_cases(storage::Session& session) {
  while (storage::next_number(session, "case") < 2) {}  // GH-01 and GH-02 were before
  const auto hoa_ban = id_of(session, "HB"), tam_duc = id_of(session, "TD"), transport = id_of(session, "VT");
  trade_union::Merge joined{.sources = {hoa_ban, tam_duc}};
  joined.fresh = trade_union::PlannedUnit{.name = "CĐCS ghép Giáo dục - Y tế Nậm Sơn", .short_name = "Giáo dục - Y tế Nậm Sơn"};
  joined.as_teams = true;
  decide(session, joined, {"88/QĐ-LĐLĐ", "2026-11-15", "2026-12-01"});
  decide(session, trade_union::Close{.unit = transport, .reason = "giải thể hợp tác xã"}, {"89/QĐ-LĐLĐ", "2026-11-15", "2026-12-01"});
}

}  // namespace sample
