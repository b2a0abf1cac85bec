// nhipcau import: reads a list, sends its rows in slices to where the database is, gathers what needs a human.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <future>
#include <unordered_map>
#include <unordered_set>

#include "bot/commands/command_line.hpp"
#include "bot/commands/control.hpp"
#include "bot/commands/roll.hpp"
#include "bot/language/text.hpp"
#include "bot/union/birth.hpp"

namespace app {

namespace {

using nlohmann::json;
using trade_union::CellFinding;
using trade_union::Column;
using trade_union::RollKind;
using trade_union::SliceResult;

bool any_refused(const std::vector<CellFinding>& findings) {
  return std::any_of(findings.begin(), findings.end(), [](const CellFinding& each) { return each.finding.refused; });
}

CellFinding refusal(const char* key, Column column, trade_union::Fields fields) { return {{key, std::move(fields), true}, column}; }

// Rows under way to the database, and what is known of them already.
struct Slice {
  struct Entry { sheets::Row row; std::vector<CellFinding> findings; std::size_t section = 0; };  // section: its number, 0: none
  std::vector<Entry> entries;                  // all, in the order of the file
  json rows = json::array();                   // those that go to the database
};

class Import {
 public:
  Import(const ImportOptions& options, const templates::Catalog& catalog, const std::function<void(double, std::int64_t)>& progress)
      : options_(options), catalog_(catalog), progress_(progress), kind_(trade_union::roll_kind(options.kind).value()), place_(options.place),
        today_(language::day_of(place_.now())), units_(fetch_units()), source_(options_, kind_, catalog), problems_(options.problems, source_, catalog) {}

  Imported run() {
    if (!options_.dry) begin();
    kind_ == RollKind::units ? take_units() : take_entries();
    problems_.close();
    if (!options_.dry) finish();
    return {summary(), total_.refused};
  }

 private:
  // ---- The way to the database ----
  trade_union::UnitIndex fetch_units() {
    const auto told = json::parse(place_.output({{"command", "roll units"}, {"as_of", options_.as_of}}));
    as_of_ = told.at("as_of");
    std::vector<trade_union::RollUnit> units;
    for (const auto& u : told.at("units")) {
      units.push_back({u.at(0), u.at(1), u.at(2), u.at(3), u.at(4), u.at(5), u.at(6), u.at(7)});
      members_[units.back().id] = units.back().members;
    }
    if (options_.unit != 0 && !members_.contains(options_.unit)) throw Refused("There is no unit " + std::to_string(options_.unit) + "; `nhipcau unit list` shows them.");
    return trade_union::UnitIndex(std::move(units));
  }
  json told_of_file(const char* command) const {
    return {{"command", command}, {"kind", options_.kind}, {"file", std::filesystem::path(options_.file).filename().string()}, {"sha256", sha256_}, {"as_of", as_of_}, {"unit", options_.unit}};
  }
  void begin() {
    sha256_ = sha256_of(options_.file);
    place_.output(told_of_file("roll begin"));
  }
  SliceResult send(const char* kind, const json& rows) {
    return trade_union::result_from(json::parse(place_.output({{"command", "roll rows"}, {"kind", kind}, {"rows", rows}, {"as_of", as_of_}, {"dry", options_.dry},
                                                                        {"unit", options_.unit}, {"sha256", sha256_}})));
  }

  // ---- Slices: while the database works on one, the next is read ----
  void hand_in() {
    settle();
    if (slice_.entries.empty()) return;
    under_way_ = std::exchange(slice_, Slice());
    if (under_way_.rows.empty()) return note(SliceResult());
    waiting_ = std::async(std::launch::async, [this] {
      const auto begun = std::chrono::steady_clock::now();
      auto result = send(options_.kind.c_str(), under_way_.rows);
      taken_ = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count();
      return result;
    });
  }
  void settle() {
    if (!waiting_.valid()) return;
    note(waiting_.get());
    adjust();
    progress_(source_.progress(), rows_);
  }
  // So many rows that the database is held for about 40 ms.
  void adjust() {
    constexpr double wanted = 40;
    constexpr std::size_t least = 50, most = 1'000;
    if (taken_ <= 0 || under_way_size_ < least) return;
    const auto fitting = static_cast<double>(under_way_size_) * wanted / taken_;
    size_ = std::clamp(static_cast<std::size_t>((static_cast<double>(size_) + fitting) / 2), least, most);
  }
  void note(SliceResult result) {
    under_way_size_ = under_way_.rows.size();
    total_ += result.counts;
    counted_there_ += result.counted_there;
    for (const auto unit : result.moved_from) moved_from_.push_back(unit);
    std::unordered_map<std::uint32_t, std::vector<CellFinding>> told;
    for (auto& each : result.findings) told[each.row].push_back(std::move(each.what));
    for (auto& entry : under_way_.entries) {
      if (const auto found = told.find(entry.row.number); found != told.end()) std::move(found->second.begin(), found->second.end(), std::back_inserter(entry.findings));
      if (entry.findings.empty()) continue;
      if (kind_ == RollKind::units) kept_.push_back(std::move(entry));  // taken out of order
      else problems_.add(entry.row, entry.findings, entry.section == 0 ? nullptr : &source_.sections()[entry.section - 1].heading);
    }
    under_way_ = {};
  }
  // A row that was read. data: what goes to the database, null: nothing, it is refused.
  void put(sheets::Row row, std::vector<CellFinding> findings, json data) {
    const bool refused = data.is_null();
    if (refused) ++total_.refused;
    total_.warned += std::count_if(findings.begin(), findings.end(), [](const CellFinding& each) { return !each.finding.refused; });
    slice_.entries.push_back({std::move(row), std::move(findings), source_.section() ? source_.sections().size() : 0});
    if (!refused) slice_.rows.push_back(std::move(data));
    if (slice_.rows.size() >= size_ || slice_.entries.size() >= 4 * size_) hand_in();
  }

  // ---- People and posts ----
  void take_entries() {
    for (sheets::Row row; source_.next(row);) {
      if (is_section(row)) continue;
      ++rows_;
      if (auto* section = source_.section()) ++section->entries;
      kind_ == RollKind::people ? take_person(std::move(row)) : take_post(std::move(row));
    }
    hand_in();
    settle();
  }

  // A single cell that is called like a tổ of the unit the list is about.
  bool is_section(const sheets::Row& row) {
    trade_union::Heading heading;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (row.cells[i].empty()) continue;
      if (!heading.text.empty()) return false;
      heading = {trade_union::read_text(row.cells[i]), i};
    }
    if (heading.text.empty() || units_.team_named(trade_union::heading_name(heading.text), options_.unit) == 0) return false;
    return source_.begin_section(row.number, std::move(heading)), true;
  }
  // Rows that stand under the name of a tổ and name none themselves belong to it.
  void place_under_heading(trade_union::Found& found) {
    auto* section = source_.section();
    const auto* unit = units_.find(found.unit);
    if (!section || found.finding || !unit || (unit->kind != "cdcs" && unit->kind != "cdbp")) return;
    auto team = units_.team_named(section->name, unit->id);
    const bool makes = team == 0 && options_.create_teams && kind_ == RollKind::people && trade_union::read_unit_kind(section->name) == "to";
    if (makes && units_.named(section->name, unit->id).empty()) team = make_team(unit->id, trade_union::team_name(section->name));
    if (team == 0) return;
    found.unit = team;
    section->unit = section->unit == 0 || section->unit == team ? team : several_units;
  }
  static constexpr std::int64_t several_units = INT64_MIN;
  // The unit a row names; 0: there is a finding.
  std::int64_t unit_of(const sheets::Row& row, std::vector<CellFinding>& findings) {
    const auto where = trade_union::read_where(source_.header(), row.cells);
    const auto key = where.code + '\n' + where.unit + '\n' + where.grassroots + '\n' + where.section + '\n' + where.team;
    constexpr std::size_t kept = 40'000;
    if (found_.size() > kept) found_.clear();
    auto [at, fresh] = found_.try_emplace(key);
    if (fresh) at->second = trade_union::find_unit(units_, where, options_.unit);
    auto& found = at->second;
    if (!found.team.empty() && options_.create_teams && kind_ == RollKind::people) found = {make_team(found.unit, found.team), "", std::nullopt};
    if (!found.finding && where.team.empty()) {
      auto placed = found;
      place_under_heading(placed);
      return placed.unit;
    }
    if (!found.finding) return found.unit;
    findings.push_back(*found.finding);
    return 0;
  }
  std::int64_t make_team(std::int64_t above, const std::string& name) {
    settle();
    trade_union::UnitRow row;
    row.name = name, row.kind = "to", row.parent = above;
    row.from_day = std::max(as_of_, units_.find(above)->from_day);
    row.unit = send("units", json::array({to_json(row)})).units.at(0);
    if (row.unit <= 0) row.unit = next_pretended_--;
    units_.add(trade_union::indexed(row));
    ++teams_;
    return row.unit;
  }

  void take_person(sheets::Row row) {
    auto read = trade_union::read_person(source_.header(), row.cells, row.number, today_);
    auto& person = read.row;
    person.unit = unit_of(row, read.findings);
    if (!language::trim(trade_union::cell(source_.header(), Column::post, row.cells)).empty()) ++posts_;
    if (!any_refused(read.findings)) check_unit_day(person, read.findings);
    if (!any_refused(read.findings)) check_twice(person, read.findings);
    if (any_refused(read.findings)) return put(std::move(row), std::move(read.findings), nullptr);
    person.sort_key = language::person_sort_key(person.fields.name);
    units_seen_.insert(person.unit);
    put(std::move(row), std::move(read.findings), to_json(person));
  }
  void check_unit_day(const trade_union::PersonRow& person, std::vector<CellFinding>& findings) {
    const auto* unit = units_.find(person.unit);
    const auto& from = person.from_day.empty() ? as_of_ : person.from_day;
    if (unit && unit->from_day > from) findings.push_back(refusal("unit_not_begun", Column::from_day, {{"unit", unit->name}, {"day", language::say_day(unit->from_day)}}));
  }
  void check_twice(trade_union::PersonRow& person, std::vector<CellFinding>& findings) {
    const auto& f = person.fields;
    const auto key = trade_union::name_key(f.name);
    if (!f.code.empty() && !seen_.code(f.code)) return findings.push_back(refusal("code_twice", Column::code, {{"said", f.code}}));
    if (const auto before = f.phone.empty() ? 0 : seen_.phone(f.phone, person.row); before != 0)
      return findings.push_back(refusal("phone_twice", Column::phone, {{"row", before}}));
    person.alone = seen_.name_in(key, person.unit);
    const bool only_birth = f.code.empty() && !f.birth_day.empty();
    if (!only_birth) return;
    const auto born = seen_.born(key, person.unit, f.birth_day, person.alone);
    const bool perhaps = seen_.perhaps(key, person.unit, f.birth_day, !f.phone.empty()), exact = trade_union::known_to_the_day(f.birth_day);
    if (perhaps || (exact && born == Seen::Born::here)) return findings.push_back(refusal("person_twice", Column::name, trade_union::Fields::object()));
    person.twin = exact && born == Seen::Born::elsewhere;
  }

  void take_post(sheets::Row row) {
    auto read = trade_union::read_post_row(source_.header(), row.cells, row.number, today_);
    if (!read.named) return void(++skipped_);
    read.row.person.unit = unit_of(row, read.findings);
    const auto misplaced = trade_union::settle_post(units_, read.row, trade_union::cell(source_.header(), Column::post, row.cells));
    if (misplaced) read.findings.push_back(*misplaced);
    if (any_refused(read.findings)) return put(std::move(row), std::move(read.findings), nullptr);
    put(std::move(row), std::move(read.findings), to_json(read.row));
  }

  // ---- Units: parents before children, whatever the order of the file ----
  struct Held { sheets::Row row; trade_union::UnitRow unit; std::vector<CellFinding> findings; };

  void take_units() {
    std::vector<Held> waiting;
    boost::unordered_flat_set<std::string> codes;
    constexpr std::size_t most_units = 300'000;
    for (sheets::Row row; source_.next(row);) {
      if (++rows_ > static_cast<std::int64_t>(most_units)) throw Refused("A list of units has at most 300,000 rows.");
      auto read = trade_union::read_unit(source_.header(), row.cells, row.number, today_);
      if (!read.row.code.empty() && !codes.insert(language::fold(read.row.code)).second) read.findings.push_back(refusal("code_twice", Column::code, {{"said", read.row.code}}));
      if (any_refused(read.findings)) put(std::move(row), std::move(read.findings), nullptr);
      else waiting.push_back({std::move(row), std::move(read.row), std::move(read.findings)});
    }
    while (take_round(waiting)) {}
    refuse_left(waiting);
    hand_in();
    settle();
    std::sort(kept_.begin(), kept_.end(), [](const auto& a, const auto& b) { return a.row.number < b.row.number; });
    for (const auto& each : kept_) problems_.add(each.row, each.findings);
  }
  // All whose parents are known by now; false: none was.
  bool take_round(std::vector<Held>& waiting) {
    std::vector<Held> still, ready;
    for (auto& held : waiting) {
      auto placed = trade_union::place_unit(units_, held.unit, options_.unit, as_of_);
      if (placed.waits) { still.push_back(std::move(held)); continue; }
      std::move(placed.findings.begin(), placed.findings.end(), std::back_inserter(held.findings));
      take_placed(std::move(held), ready);
    }
    const bool any = still.size() < waiting.size();
    send_ready(ready);
    waiting = std::move(still);
    return any && !waiting.empty();
  }
  void take_placed(Held held, std::vector<Held>& ready) {
    const auto& unit = held.unit;
    const auto same = unit.unit != 0 ? std::to_string(unit.unit) : std::to_string(unit.parent) + '\n' + trade_union::unit_key(unit.name);
    const auto [before, fresh] = unit_rows_.try_emplace(same, unit.row);
    if (!fresh) held.findings.push_back(refusal("unit_twice", Column::name, {{"row", before->second}}));
    if (any_refused(held.findings)) return put(std::move(held.row), std::move(held.findings), nullptr);
    ready.push_back(std::move(held));
    send_ready(ready, most_at_once);
  }
  static constexpr std::size_t most_at_once = 200;
  void send_ready(std::vector<Held>& ready, std::size_t at_least = 1) {
    if (ready.size() < at_least) return;
    auto rows = json::array();
    for (const auto& held : ready) rows.push_back(to_json(held.unit));
    auto result = send("units", rows);
    for (std::size_t i = 0; i < ready.size(); ++i) keep(ready[i].unit, result.units.at(i));
    under_way_ = {};
    for (auto& held : ready) under_way_.entries.push_back({std::move(held.row), std::move(held.findings)});
    note(std::move(result));
    ready.clear();
    progress_(source_.progress(), rows_);
  }
  void keep(trade_union::UnitRow& unit, std::int64_t id) {
    if (unit.unit != 0 || id == 0) return;
    unit.unit = id > 0 ? id : next_pretended_--;
    unit_rows_.try_emplace(std::to_string(unit.unit), unit.row);
    units_.add(trade_union::indexed(unit));
  }
  void refuse_left(std::vector<Held>& waiting) {
    std::vector<trade_union::UnitRow> rows;
    for (const auto& held : waiting) rows.push_back(held.unit);
    const auto findings = trade_union::left_over(rows);
    for (std::size_t i = 0; i < waiting.size(); ++i) put(std::move(waiting[i].row), {findings[i].what}, nullptr);
  }

  // ---- The end ----
  void finish() {
    auto about = told_of_file("roll done");
    about["counts"] = to_json(total_);
    place_.output(about);
  }
  // Of the units in the file, who is counted there and stands in no good row.
  std::int64_t missing() const {
    std::int64_t count = -counted_there_;
    for (const auto unit : units_seen_) {
      const auto held = members_.find(unit);
      count += held == members_.end() ? 0 : held->second;
    }
    for (const auto unit : moved_from_) count -= units_seen_.contains(unit) ? 1 : 0;
    return std::max<std::int64_t>(count, 0);
  }
  // The rows that are no entries, by what they say.
  void add_left_away(json& fields) const {
    constexpr std::size_t shown = 30;
    auto headings = json::array(), lines = json::array();
    for (const auto& each : source_.sections()) {
      if (headings.size() == shown) break;
      const auto* unit = units_.find(each.unit);
      headings.push_back({{"row", each.row}, {"text", each.heading.text}, {"entries", each.entries}, {"unit", unit ? unit->name : ""}, {"each", each.unit == several_units}});
    }
    for (const auto& each : source_.left_away()) lines.push_back({{"row", each.row}, {"text", each.text}});
    if (!lines.empty()) fields["left_away"] = {{"lines", lines}};
    if (source_.sections().size() > shown) fields["more_headings"] = source_.sections().size() - shown;
    fields["headings"] = headings;
  }
  std::string summary() const {
    json fields = {{options_.kind, true}, {"dry", options_.dry}, {"file", std::filesystem::path(options_.file).filename().string()}, {"day", language::say_day(as_of_)},
                   {"rows", rows_}, {"created", total_.created}, {"updated", total_.updated}, {"moved", total_.moved}, {"unchanged", total_.unchanged},
                   {"refused", total_.refused}, {"warned", total_.warned}, {"skipped", skipped_ + source_.skipped()}, {"columns", source_.titles_that(true)}, {"unused", json::array()}};
    if (auto unused = source_.titles_that(false); !unused.empty()) fields["unused"].push_back({{"titles", unused}});
    add_left_away(fields);
    if (teams_ > 0) fields["teams"] = teams_;
    if (kind_ == RollKind::people && missing() > 0) fields["missing"] = missing();
    if (kind_ == RollKind::people && posts_ > 0) fields["posts"] = posts_;
    const auto shown = static_cast<std::int64_t>(problems_.first_lines().size());
    if (!options_.problems.empty()) fields["problems"] = options_.problems;
    else if (problems_.count() > shown) fields["more"] = problems_.count() - shown;
    std::string text;
    if (options_.problems.empty())
      for (const auto& line : problems_.first_lines()) text += line + "\n";
    return text + catalog_.render("chat/vi/roll_summary", fields) + "\n";
  }

  const ImportOptions& options_;
  const templates::Catalog& catalog_;
  const std::function<void(double, std::int64_t)>& progress_;
  RollKind kind_;
  Place place_;
  std::string today_, as_of_, sha256_;
  std::unordered_map<std::int64_t, std::int64_t> members_;   // counted in each unit before
  trade_union::UnitIndex units_;
  RollSource source_;
  Problems problems_;
  Slice slice_, under_way_;
  std::future<SliceResult> waiting_;
  std::size_t size_ = 300, under_way_size_ = 0;
  double taken_ = 0;
  Seen seen_;
  std::unordered_map<std::string, trade_union::Found> found_;
  std::unordered_set<std::int64_t> units_seen_;
  std::unordered_map<std::string, std::uint32_t> unit_rows_;   // of each unit of the list, by id or by parent and name
  std::vector<Slice::Entry> kept_;
  std::vector<std::int64_t> moved_from_;
  trade_union::RollCounts total_;
  std::int64_t rows_ = 0, skipped_ = 0, counted_there_ = 0, posts_ = 0, teams_ = 0, next_pretended_ = -1;
};

}  // namespace

Imported import_roll(const ImportOptions& options, const templates::Catalog& catalog, const std::function<void(double, std::int64_t)>& progress) {
  return Import(options, catalog, progress).run();
}

}  // namespace app
