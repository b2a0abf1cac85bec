// The roll's part of control(): units as they are, an import from its beginning over slices of rows to its end, pages of an export. Each
// slice is one transaction and leaves its own row in the audit: of an import that was killed it is known how far it came.
#include <algorithm>

#include "bot/commands/control.hpp"
#include "bot/language/text.hpp"
#include "bot/union/roll_posts.hpp"
#include "bot/union/roll_tree.hpp"
#include "storage/audit.hpp"
#include "storage/units.hpp"

namespace app {

namespace {

using nlohmann::json;
using trade_union::SliceResult;

std::string day_given(const ControlContext& context, const json& args) {
  const auto day = args.value("as_of", std::string());
  if (day.empty()) return language::day_of(context.clock());
  if (!language::valid_day(day)) throw Refused("The day is written YYYY-MM-DD.", 2);
  return day;
}

std::string dumped(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

template <class F>
auto in_database(const ControlContext& context, bool dry, F job) {
  return dry ? context.database.read(job) : context.database.write(job);
}

void append(SliceResult& to, SliceResult&& more) {
  to.counts += more.counts;
  to.counted_there += more.counted_there;
  std::move(more.findings.begin(), more.findings.end(), std::back_inserter(to.findings));
  to.moved_from.insert(to.moved_from.end(), more.moved_from.begin(), more.moved_from.end());
  to.units.insert(to.units.end(), more.units.begin(), more.units.end());
}

std::uint32_t number(const trade_union::PersonRow& row) { return row.row; }
std::uint32_t number(const trade_union::UnitRow& row) { return row.row; }
std::uint32_t number(const trade_union::PostRow& row) { return row.person.row; }

// About the unit that was named or the whole tree, so that whoever reads the audit of a part of it sees what changed there.
void log_import(const ControlContext& context, storage::Session& session, const json& args, const char* action, const json& detail) {
  const auto now = context.clock();
  const auto named = args.value("unit", std::int64_t{0});
  storage::log_audit(session, {.at = now, .actor = "command", .action = action, .subject = args.at("kind").get<std::string>(), .detail = dumped(detail),
                               .on_behalf = "", .channel = "command", .unit = named == 0 ? storage::root_unit(session, language::day_of(now)) : std::optional(named)});
}

// Whose phone number a slice changes and whom it gives a post: by these one gets into the system. Ids only.
class Touched {
 public:
  template <class Row>
  Touched(storage::Session& session, const std::vector<Row>& rows) : session_(session), before_(storage::roll::newest(session)) {
    if constexpr (std::is_same_v<Row, trade_union::PersonRow>)
      for (const auto& row : rows)
        if (const auto& phone = row.fields.phone; !phone.empty() && !storage::roll::phone_owner(session, phone)) free_.push_back(phone);
  }
  std::vector<std::int64_t> phones() const {
    std::vector<std::int64_t> persons;
    for (const auto& phone : free_)
      if (const auto owner = storage::roll::phone_owner(session_, phone); owner && *owner <= before_.person) persons.push_back(*owner);
    return persons;
  }
  std::vector<std::int64_t> posts() const { return storage::roll::given_posts_since(session_, before_.role); }

 private:
  storage::Session& session_;
  storage::roll::Newest before_;
  std::vector<std::string> free_;  // numbers nobody had
};

template <class Row, class Apply>
SliceResult apply_and_log(const ControlContext& context, storage::Session& session, const std::vector<Row>& rows, const trade_union::ApplyRoll& how, const json& args, Apply apply) {
  if (how.dry) return apply(session, rows, how);
  const Touched touched(session, rows);
  const auto result = apply(session, rows, how);
  json detail = {{"sha256", args.value("sha256", "")}, {"as_of", how.as_of}, {"counts", to_json(result.counts)}};
  if (const auto persons = touched.phones(); !persons.empty()) detail["phones_of"] = persons;
  if (const auto persons = touched.posts(); !persons.empty()) detail["posts_to"] = persons;
  log_import(context, session, args, "import_slice", detail);
  return result;
}

// What the database refuses as a whole is tried in halves, down to the row that is at fault.
template <class Row, class Apply>
SliceResult apply_slice(const ControlContext& context, const std::vector<Row>& rows, const trade_union::ApplyRoll& how, const json& args, Apply apply) {
  try {
    return in_database(context, how.dry, [&](storage::Session& session) { return apply_and_log(context, session, rows, how, args, apply); });
  } catch (const storage::ConstraintError&) {
    SliceResult result;
    if (rows.size() == 1) {
      result.counts.refused = 1;
      result.findings.push_back({number(rows[0]), {{"not_possible", trade_union::Fields::object(), true}, trade_union::Column::code}});
      result.units.push_back(0);
      return result;
    }
    const auto middle = rows.begin() + static_cast<std::ptrdiff_t>(rows.size() / 2);
    append(result, apply_slice(context, std::vector<Row>(rows.begin(), middle), how, args, apply));
    append(result, apply_slice(context, std::vector<Row>(middle, rows.end()), how, args, apply));
    return result;
  }
}

template <class Row, class Read, class Apply>
SliceResult slice(const ControlContext& context, const json& args, Read read, Apply apply) {
  const trade_union::ApplyRoll how{day_given(context, args), context.clock(), args.value("dry", false)};
  std::vector<Row> rows;
  for (const auto& each : args.at("rows")) rows.push_back(read(each));
  return apply_slice(context, rows, how, args, apply);
}

}  // namespace

Said do_roll_units(const ControlContext& context, const json& args) {
  const auto day = day_given(context, args);
  const auto units = context.database.read([&](storage::Session& session) { return storage::roll::units(session, day); });
  auto list = json::array();
  for (const auto& u : units) list.push_back({u.id, u.code, u.kind, u.name, u.short_name, u.parent, u.from_day, u.members});
  return {dumped({{"as_of", day}, {"units", list}}), 0, false};
}

Said do_roll_begin(const ControlContext& context, const json& args) {
  const json detail = {{"file", args.at("file")}, {"sha256", args.at("sha256")}, {"as_of", args.at("as_of")}};
  context.database.write([&](storage::Session& session) { log_import(context, session, args, "import_begin", detail); });
  return {};
}

Said do_roll_rows(const ControlContext& context, const json& args) {
  const auto kind = trade_union::roll_kind(args.at("kind").get<std::string>());
  if (!kind) throw Refused("What is imported is units, people or roles.", 2);
  switch (*kind) {
    case trade_union::RollKind::units:
      return {dumped(to_json(slice<trade_union::UnitRow>(context, args, trade_union::unit_from, trade_union::apply_units))), 0, false};
    case trade_union::RollKind::people:
      return {dumped(to_json(slice<trade_union::PersonRow>(context, args, trade_union::person_from, trade_union::apply_people))), 0, false};
    case trade_union::RollKind::roles:
      return {dumped(to_json(slice<trade_union::PostRow>(context, args, trade_union::post_from, trade_union::apply_posts))), 0, false};
  }
  throw Refused("What is imported is units, people or roles.", 2);
}

Said do_roll_done(const ControlContext& context, const json& args) {
  const json detail = {{"file", args.at("file")}, {"sha256", args.at("sha256")}, {"as_of", args.at("as_of")}, {"counts", args.at("counts")}};
  context.database.write([&](storage::Session& session) { log_import(context, session, args, "import", detail); });
  context.changed();
  return {};
}

namespace {

json fields_of(const storage::roll::PersonFields& f) {
  return {f.code, f.name, f.phone, f.birth_day, f.union_day, !f.woman ? -1 : *f.woman ? 1 : 0};
}

json people_of(storage::Session& session, const json& args, const std::string& day) {
  const std::int64_t limit = args.at("limit");
  auto lines = json::array();
  for (const std::int64_t unit : args.at("units")) {
    const auto after = args.value("after", std::int64_t{0});
    for (const auto& each : storage::roll::people_page(session, unit, day, after, limit)) lines.push_back({each.id, fields_of(each.fields), each.unit, each.member_from});
  }
  return lines;
}

json roles_of(storage::Session& session, const json& args, const std::string& day) {
  auto lines = json::array();
  for (const auto& each : storage::roll::roles_page(session, day, args.value("after", std::int64_t{0}), args.at("limit")))
    lines.push_back({each.id, fields_of(each.person), each.unit, each.role, each.department, each.from_day, each.to_day.value_or("")});
  return lines;
}

json units_of(storage::Session& session, const json& args, const std::string& day) {
  auto lines = json::array();
  for (const std::int64_t unit : args.at("units")) {
    const auto detail = storage::roll::unit_detail(session, unit, day);
    if (!detail) continue;
    auto communes = json::array();
    for (const auto& commune : detail->communes) communes.push_back({commune.name, commune.code});
    lines.push_back({unit, detail->remote, detail->enterprise, detail->sector, communes, detail->workers.value_or(-1), detail->women_workers.value_or(-1), detail->off_roll.value_or(-1)});
  }
  return lines;
}

}  // namespace

Said do_roll_page(const ControlContext& context, const json& args) {
  const auto day = day_given(context, args);
  const auto kind = trade_union::roll_kind(args.at("kind").get<std::string>());
  if (!kind) throw Refused("What is exported is units, people or roles.", 2);
  const auto read = *kind == trade_union::RollKind::units ? units_of : *kind == trade_union::RollKind::people ? people_of : roles_of;
  return {dumped(context.database.read([&](storage::Session& session) { return read(session, args, day); })), 0, false};
}

}  // namespace app
