#include "bot/sample/province.hpp"

#include <map>

#include "bot/language/text.hpp"
#include "bot/sample/names.hpp"
#include "bot/sample/past.hpp"
#include "bot/sample/tree.hpp"
#include "sample/files/embedded.hpp"
#include "storage/groups.hpp"
#include "storage/memberships.hpp"
#include "storage/people.hpp"
#include "storage/roles.hpp"
#include "storage/unit_facts.hpp"
#include "storage/units.hpp"

namespace sample {

namespace {

constexpr const char *oa = "6070000000000000001", *page = "100200300400500";
constexpr std::int64_t day_ms = 86'400'000;
constexpr int without_account = 52;  // of May Sơn Hà: no phone, reached by signed list only

// Writes the province; numbers accounts and groups as it goes, so that they are the same each time.
class Seeder {
 public:
  Seeder(storage::Session& session, std::int64_t now) : session_(session), now_(now) {}

  void run() {
    for (const auto& line : unit_lines()) add_unit(line);
    for (const auto& person : named_people()) add_named(person);
    for (const auto& line : unit_lines()) fill(line);
    for (const auto& line : unit_lines())
      if (std::string(line.kind) == "cdcs" && std::string(line.code) != "MSH") storage::add_role(session_, first_of_.at(line.code), ids_.at(line.code), "chair", from_day);
    add_past(session_);
  }

 private:
  void add_unit(const UnitLine& line) {
    const std::string parent = line.parent;
    const auto id = storage::add_unit(session_, {line.code, line.kind, line.name, line.short_name, language::fold(line.name), language::sort_key(line.name),
                                                 parent.empty() ? old_day : from_day, std::nullopt, parent.empty() ? 0 : ids_.at(parent)});
    ids_[line.code] = id;
    parents_[line.code] = parent;
    if (line.off_roll > 0) storage::set_labour(session_, id, from_day, line.off_roll);
    if (!line.group) return;
    const auto group = storage::touch_group(session_, zalo_channel, oa, "f4" + padded(++group_number_, 18));
    storage::bind_group(session_, group.id, id, std::string(line.kind) == "to" ? "to" : "whole");
    groups_[line.code] = group.id;
  }

  void add_named(const NamedPerson& named) {
    const std::string unit = named.unit, role = named.role;
    const auto id = add_person(named.name, unit, true, named.facebook);
    if (!role.empty()) storage::add_role(session_, id, ids_.at(named.role_unit), role, from_day);
  }

  void fill(const UnitLine& line) {
    for (int n = counted_[line.code]; n < line.members; ++n) {
      const bool sewing = std::string(line.code).starts_with("MSH");
      // Every fifth of May Sơn Hà has no phone, until the 52 are there; every eleventh elsewhere is on Facebook alone.
      const bool reachable = !(sewing && silent_ < without_account && ++sewing_seen_ % 5 == 0);
      silent_ += !reachable;
      const bool facebook_only = reachable && !sewing && n > 0 && number_ % 11 == 0;
      add_person(made_up_name(static_cast<unsigned>(number_)), line.code, reachable && !facebook_only, reachable && (facebook_only || number_ % 13 == 0));
    }
  }

  std::int64_t add_person(const std::string& name, const std::string& unit, bool zalo, bool facebook) {
    ++number_;
    const auto id = storage::add_person(session_, name, language::fold(name), language::person_sort_key(name), now_);
    if (!unit.empty()) {
      storage::add_membership(session_, id, ids_.at(unit), from_day);
      ++counted_[unit];
      for (auto code = unit; !code.empty(); code = parents_.at(code)) first_of_.try_emplace(code, id);
    }
    // Most wrote within the week; some never did, so that a direct message to them is held until they write.
    const auto last = number_ % 4 == 3 ? std::nullopt : std::optional(now_ - day_ms / 2);
    if (zalo) storage::add_identity(session_, zalo_channel, oa, "771" + padded(number_, 16), id, last);
    if (facebook) storage::add_identity(session_, facebook_channel, page, "7001" + padded(number_, 12), id, last);
    if (zalo)
      for (auto code = unit; !code.empty(); code = parents_.at(code))
        if (const auto group = groups_.find(code); group != groups_.end()) storage::join_group(session_, group->second, id, now_ - 30 * day_ms);
    return id;
  }

  static std::string padded(int number, std::size_t digits) {
    const auto text = std::to_string(number);
    return std::string(digits - text.size(), '0') + text;
  }

  storage::Session& session_;
  std::int64_t now_;
  std::map<std::string, std::int64_t> ids_, groups_, first_of_;
  std::map<std::string, std::string> parents_;
  std::map<std::string, int> counted_;
  int number_ = 0, group_number_ = 0, silent_ = 0, sewing_seen_ = 0;
};

}  // namespace

Province seed(storage::Session& session, std::int64_t now) {
  if (!storage::root_unit(session, language::day_of(now))) Seeder(session, now).run();
  return read_province(session, language::day_of(now));
}

trade_union::NewDirective plan_324(std::int64_t root_unit) {
  trade_union::NewDirective plan;
  plan.doc = "324/KH-LĐLĐ";
  plan.issued_on = "2022-03-28";
  plan.abstract = "Thực hiện Nghị quyết 10/NQ-BTV về nâng cao chất lượng, hiệu quả hoạt động của công đoàn cơ sở ít đoàn viên";
  plan.action = "đọc kế hoạch, trao đổi trong tổ và xác nhận đã đọc";
  plan.body = std::string(files::embedded().at("ke-hoach-324.txt"));
  plan.unit_id = root_unit;
  return plan;
}

}  // namespace sample
