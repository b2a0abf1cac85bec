// Workbook, styles, shared strings, merged cells.
#include "bot/sheets/xlsx_parts.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "bot/sheets/opening.hpp"

namespace sheets {
namespace {

constexpr std::size_t most_sheets = 1024, most_styles = 70'000, most_merges = 100'000;

int number_of(std::string_view text) {
  int number = -1;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

struct BookEvents final : XmlEvents {
  struct Sheet { std::string id; bool hidden; };
  std::vector<Sheet> sheets;
  bool from_1904 = false;
  void begin(std::string_view name, const char** attributes) override {
    if (name == "workbookPr") from_1904 = attribute(attributes, "date1904") == "1" || attribute(attributes, "date1904") == "true";
    if (name != "sheet" || sheets.size() >= most_sheets) return;
    const auto state = attribute(attributes, "state");
    std::string id;
    for (auto at = attributes; *at != nullptr; at += 2)
      if (std::string_view(at[0]).ends_with(":id")) id = at[1];
    sheets.push_back({id, state == "hidden" || state == "veryHidden"});
  }
};

struct RelationEvents final : XmlEvents {
  std::map<std::string, std::string, std::less<>> targets;   // inside the archive only
  void begin(std::string_view name, const char** attributes) override {
    if (name != "Relationship" || attribute(attributes, "TargetMode") == "External" || targets.size() > 2 * most_sheets) return;
    targets.emplace(attribute(attributes, "Id"), attribute(attributes, "Target"));
  }
};

struct StyleEvents final : XmlEvents {
  std::map<int, bool> own_formats;
  std::vector<bool> dates;
  bool in_cells = false;
  static bool built_in(int id) { return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58); }
  void begin(std::string_view name, const char** attributes) override {
    if (name == "cellXfs") in_cells = true;
    if (name == "numFmt" && own_formats.size() < most_styles) own_formats[number_of(attribute(attributes, "numFmtId"))] = is_date_format(attribute(attributes, "formatCode"));
    if (name != "xf" || !in_cells || dates.size() >= most_styles) return;
    const auto id = number_of(attribute(attributes, "numFmtId"));
    const auto own = own_formats.find(id);
    dates.push_back(own != own_formats.end() ? own->second : built_in(id));
  }
  void end(std::string_view name) override { in_cells = in_cells && name != "cellXfs"; }
};

struct StringEvents final : XmlEvents {
  StringStore& strings;
  const std::size_t longest;
  std::string now;
  bool in_text = false, in_reading_aid = false;
  StringEvents(StringStore& store, std::size_t most) : strings(store), longest(most) {}
  void begin(std::string_view name, const char**) override {
    if (name == "si") now.clear();
    in_reading_aid = in_reading_aid || name == "rPh";
    in_text = name == "t" && !in_reading_aid;
  }
  void end(std::string_view name) override {
    in_text = false;
    if (name == "rPh") in_reading_aid = false;
    if (name != "si") return;
    tidy(now, longest);
    strings.add(now);
  }
  void text(std::string_view text) override {
    if (in_text && now.size() <= longest) now += text;
  }
};

struct MergeEvents final : XmlEvents {
  std::vector<Merge> merges;
  void begin(std::string_view name, const char** attributes) override {
    if (name != "mergeCell" || merges.size() >= most_merges) return;
    const auto range = attribute(attributes, "ref");
    const auto colon = range.find(':');
    if (colon == range.npos) return;
    const auto from = place_of(range.substr(0, colon)), to = place_of(range.substr(colon + 1));
    if (from.valid && to.valid && to.row > from.row) merges.push_back({from.row, to.row, from.column});
  }
};

std::string part_of(const std::string& target) {
  if (target.starts_with('/')) return target.substr(1);
  return target.starts_with("xl/") ? target : "xl/" + target;
}

const BookEvents::Sheet& chosen(const BookEvents& book, int sheet) {
  if (sheet > 0 && static_cast<std::size_t>(sheet) <= book.sheets.size()) return book.sheets[static_cast<std::size_t>(sheet) - 1];
  const auto shown = std::find_if(book.sheets.begin(), book.sheets.end(), [](const auto& each) { return !each.hidden; });
  if (sheet > 0 || shown == book.sheets.end()) throw Unreadable("no_sheet");
  return *shown;
}

}  // namespace

Place place_of(std::string_view reference) {
  Place place;
  std::size_t at = 0, column = 0;
  for (; at < reference.size() && at < 3 && reference[at] >= 'A' && reference[at] <= 'Z'; ++at) column = column * 26 + static_cast<std::size_t>(reference[at] - 'A' + 1);
  if (column == 0) return place;
  place.column = column - 1;
  const auto end = reference.data() + reference.size();
  place.valid = std::from_chars(reference.data() + at, end, place.row).ptr == end && place.row > 0;
  return place;
}

bool is_date_format(std::string_view code) {
  bool quoted = false, bracket = false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '"') quoted = !quoted;
    else if (c == '\\' || c == '_' || c == '*') ++i;
    else if (c == '[') bracket = true;
    else if (c == ']') bracket = false;
    else if (!quoted && !bracket && (c == 'd' || c == 'D' || c == 'y' || c == 'Y')) return true;
  }
  return false;
}

Workbook read_workbook(const Zip& zip, int sheet, Budget& budget) {
  BookEvents book;
  RelationEvents relations;
  StyleEvents styles;
  XmlStream(zip, "xl/workbook.xml", budget, book).all();
  XmlStream(zip, "xl/_rels/workbook.xml.rels", budget, relations).all();
  if (zip.has("xl/styles.xml")) XmlStream(zip, "xl/styles.xml", budget, styles).all();
  const auto target = relations.targets.find(chosen(book, sheet).id);
  if (target == relations.targets.end() || !zip.has(part_of(target->second))) throw Unreadable("no_sheet");
  return {part_of(target->second), book.from_1904, styles.dates};
}

void read_shared_strings(const Zip& zip, Budget& budget, std::size_t longest, StringStore& strings) {
  if (!zip.has("xl/sharedStrings.xml")) return;
  StringEvents events(strings, longest);
  XmlStream(zip, "xl/sharedStrings.xml", budget, events).all();
}

std::vector<Merge> read_merges(const Zip& zip, const std::string& part, Budget& budget) {
  MergeEvents events;
  XmlStream(zip, part, budget, events).all();
  const auto place = [](const Merge& each) { return std::pair(each.first, each.column); };
  std::sort(events.merges.begin(), events.merges.end(), [&](const Merge& a, const Merge& b) { return std::pair(place(a), b.last) < std::pair(place(b), a.last); });
  const auto twins = std::unique(events.merges.begin(), events.merges.end(), [&](const Merge& a, const Merge& b) { return place(a) == place(b); });
  events.merges.erase(twins, events.merges.end());
  return std::move(events.merges);
}

}  // namespace sheets
