// nhipcau export units|people|roles: page by page out of the database, in the form that import takes.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <unordered_map>

#include "bot/commands/control.hpp"
#include "bot/commands/roll.hpp"
#include "bot/language/days.hpp"
#include "bot/language/text.hpp"
#include "bot/server/words.hpp"

namespace app {

namespace {

using nlohmann::json;
using Cells = std::vector<sheets::Cell>;

// Where the rows go: CSV to a stream, XLSX to a file.
class Out {
 public:
  Out(const std::string& format, const std::string& file, const json& words) {
    const auto titles = words.at("columns").get<std::vector<std::string>>();
    if (format == "xlsx") {
      constexpr double width = 20;
      if (file.empty()) throw Refused("An XLSX file is written with -o FILE.", 2);
      begin_private(file);
      book_ = std::make_unique<sheets::XlsxWriter>(file, words.at("sheet").get<std::string>());
      book_->width(0, titles.size() - 1, width);
      book_->freeze(1);
      book_->row(Cells(titles.begin(), titles.end()), sheets::XlsxWriter::Look::head);
      return;
    }
    if (!file.empty()) {
      begin_private(file);
      stream_.open(file, std::ios::binary);
      if (!stream_) throw Refused("The file " + file + " cannot be written.");
    }
    text() << sheets::byte_order_mark;
    row(Cells(titles.begin(), titles.end()));
  }
  void row(const Cells& cells) {
    if (book_) book_->row(cells);
    else text() << sheets::csv_line(cells);
  }
  void close() {
    if (book_) book_->close();
    else if (!text().flush()) throw Refused("The export cannot be written.");
  }

 private:
  std::ostream& text() { return stream_.is_open() ? static_cast<std::ostream&>(stream_) : std::cout; }
  std::ofstream stream_;
  std::unique_ptr<sheets::XlsxWriter> book_;
};

// "05/03/1990": two figures for day and month, as spreadsheets of offices have it; "03/1990", "1990" where no more is known.
std::string written_day(const std::string& day) {
  constexpr std::size_t month_and_year = 7;
  if (day.size() == month_and_year) return day.substr(5) + "/" + day.substr(0, 4);
  return day.size() == 10 ? day.substr(8, 2) + "/" + day.substr(5, 2) + "/" + day.substr(0, 4) : day;
}
std::string day_before(const std::string& day) {
  const auto date = language::read_date(day);
  return date ? language::iso(language::date_of_number(language::number_of(*date) - 1)) : "";
}
std::string written_phone(const std::string& e164) { return e164.starts_with("+84") ? "0" + e164.substr(3) : e164; }
std::string count_of(const json& value) { return value.get<std::int64_t>() < 0 ? "" : std::to_string(value.get<std::int64_t>()); }

class Export {
 public:
  Export(const PlaceOptions& place, const std::string& kind, const std::string& format, const std::string& file, std::int64_t root, const std::string& as_of)
      : place_(place), words_(server::words().at("roll")), units_(fetch(as_of)), out_(format, file, words_.at(kind)) {
    const auto top = root != 0 ? std::optional(root) : units_.root();
    if (!top || !units_.find(*top)) throw Refused(root == 0 ? "There are no units in this database yet." : "There is no unit " + std::to_string(root) + "; `nhipcau unit list` shows them.");
    order_ = units_.in_tree_order(*top);
    if (kind == "units") units();
    else if (kind == "people") people();
    else roles(*top);
    out_.close();
  }

 private:
  trade_union::UnitIndex fetch(const std::string& as_of) {
    const auto told = json::parse(place_.output({{"command", "roll units"}, {"as_of", as_of}}));
    as_of_ = told.at("as_of");
    std::vector<trade_union::RollUnit> units;
    for (const auto& u : told.at("units")) units.push_back({u.at(0), u.at(1), u.at(2), u.at(3), u.at(4), u.at(5), u.at(6), u.at(7)});
    return trade_union::UnitIndex(std::move(units));
  }
  json page(const char* kind, const json& units, std::int64_t after, std::int64_t limit) {
    return json::parse(place_.output({{"command", "roll page"}, {"kind", kind}, {"as_of", as_of_}, {"units", units}, {"after", after}, {"limit", limit}}));
  }
  const std::string& reference(std::int64_t unit) {
    auto [at, fresh] = references_.try_emplace(unit);
    if (fresh) at->second = units_.reference(unit);
    return at->second;
  }
  std::string word(const char* section, const std::string& code) const { return server::word(section, code); }
  std::string mark(const json& value) const { return value.get<bool>() ? words_.at("mark").get<std::string>() : ""; }
  std::string gender(const json& woman) const {
    const int told = woman;
    return told < 0 ? "" : words_.at(told == 1 ? "woman" : "man").get<std::string>();
  }

  void units() {
    constexpr std::size_t at_once = 300;
    for (std::size_t first = 0; first < order_.size(); first += at_once) {
      const std::vector<std::int64_t> ids(order_.begin() + static_cast<std::ptrdiff_t>(first), order_.begin() + static_cast<std::ptrdiff_t>(std::min(first + at_once, order_.size())));
      for (const auto& each : page("units", ids, 0, 0)) unit(each);
    }
  }
  void unit(const json& each) {
    const auto* known = units_.find(each.at(0));
    const auto* parent = units_.find(known->parent);
    std::string communes;
    for (const auto& commune : each.at(4)) {
      const auto code = commune.at(1).get<std::string>();
      communes += (communes.empty() ? "" : "; ") + commune.at(0).get<std::string>() + (code.empty() ? "" : " (" + code + ")");
    }
    out_.row({known->code, known->name, known->short_name, word("unit_kind", known->kind), parent ? parent->code : "", parent ? reference(parent->id) : "", communes,
              mark(each.at(1)), mark(each.at(2)), each.at(3).get<std::string>(), count_of(each.at(5)), count_of(each.at(6)), count_of(each.at(7)), written_day(known->from_day)});
  }

  void people() {
    constexpr std::int64_t limit = 1'000;
    json ids = json::array();
    std::int64_t members = 0;
    for (const auto id : order_) {
      const auto here = units_.find(id)->members;
      if (here > limit) people_of(id, here);
      else if (here > 0) ids.push_back(id), members += here;
      if (members >= limit) write_people(page("people", std::exchange(ids, json::array()), 0, limit)), members = 0;
    }
    if (!ids.empty()) write_people(page("people", ids, 0, limit));
  }
  // A page looks at the whole unit: a large one comes in few pages.
  void people_of(std::int64_t unit, std::int64_t members) {
    constexpr std::int64_t least = 1'000, most = 25'000, pages = 8;
    const auto limit = std::clamp(members / pages, least, most);
    for (std::int64_t after = 0;;) {
      const auto lines = page("people", json::array({unit}), after, limit);
      write_people(lines);
      if (lines.size() < static_cast<std::size_t>(limit)) return;
      after = lines.back().at(0);
    }
  }
  void write_people(const json& lines) {
    for (const auto& each : lines) {
      const auto& f = each.at(1);
      const std::int64_t unit = each.at(2);
      out_.row({f.at(0).get<std::string>(), f.at(1).get<std::string>(), written_day(f.at(3)), gender(f.at(5)), written_phone(f.at(2)), units_.find(unit)->code, reference(unit),
                written_day(f.at(4)), written_day(each.at(3))});
    }
  }

  void roles(std::int64_t top) {
    constexpr std::int64_t limit = 1'000;
    for (std::int64_t after = 0;;) {
      const auto lines = page("roles", json::array(), after, limit);
      for (const auto& each : lines) role(each, top);
      if (lines.size() < static_cast<std::size_t>(limit)) return;
      after = lines.back().at(0);
    }
  }
  void role(const json& each, std::int64_t top) {
    const auto& f = each.at(1);
    const std::int64_t unit = each.at(2);
    const auto* known = units_.find(unit);
    if (!known || !units_.within(unit, top)) return;
    const std::string to = each.at(6);
    out_.row({f.at(0).get<std::string>(), f.at(1).get<std::string>(), written_day(f.at(3)), written_phone(f.at(2)), words_.at("post").value(each.at(3).get<std::string>(), each.at(3).get<std::string>()),
              each.at(4).get<std::string>(), known->code, reference(unit), written_day(each.at(5)), to.empty() ? "" : written_day(day_before(to))});
  }

  Place place_;
  const json& words_;
  std::string as_of_;
  trade_union::UnitIndex units_;
  Out out_;
  std::vector<std::int64_t> order_;
  std::unordered_map<std::int64_t, std::string> references_;
};

}  // namespace

int export_roll(const PlaceOptions& place, const std::string& kind, const std::string& format, const std::string& file, std::int64_t unit, const std::string& as_of) {
  Export(place, kind, format, file, unit, as_of);
  return 0;
}

}  // namespace app
