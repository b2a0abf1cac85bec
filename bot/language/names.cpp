#include "bot/language/names.hpp"

#include "bot/language/roll.hpp"

namespace language {
namespace {

const Phrases kTitle("title"), kSurname("surname"), kMiddle("middle_name"), kStop("name_stop"), kUnitStart("unit_start"), kUnitStop("unit_stop"), kPronoun("pronoun"),
    kPeopleAll("people_all");
constexpr std::size_t kMostNameWords = 5, kMostUnitWords = 10;

bool letters(const Word& word) { return !word.folded.empty() && (word.folded[0] < '0' || word.folded[0] > '9') && is_letterlike(word); }

// Words of a name do not stand behind punctuation; an apostrophe is inside a word anyway.
bool goes_on(const Line& line, std::size_t at) { return at < line.last && line[at].gap.empty() && letters(line[at]); }

// Names are capitalised where the writer uses capitals at all.
bool capitals_tell(const Line& line) {
  if (!line.mixed_case) return false;
  for (auto at = line.first + 1; at < line.last; ++at)
    if (line[at].capital) return true;
  return false;
}

bool named_by_capital(const Line& line, std::size_t at) { return line.mixed_case && line[at].capital; }

// "phan cong" is phân công, not a Phan: a longer phrase of the grammar begins here.
bool begins_phrase(const Line& line, std::size_t at) {
  for (auto i = line.starts[at]; !line.marked && i < line.starts[at + 1]; ++i)
    if (line.finds[i].words > 1 && line.finds[i].list != kSurname.list() && line.finds[i].list != kUnitStart.list()) return true;
  return false;
}

std::size_t capital_run(const Line& line, std::size_t at) {
  auto to = at;
  while (to < line.last && to < at + kMostNameWords && line[to].capital && (to == at || (goes_on(line, to) && kUnitStart.at(line, to) == 0)) && letters(line[to])) ++to;
  return to - at;
}

std::size_t small_run(const Line& line, std::size_t at) {
  auto to = at;
  while (to < line.last && to < at + kMostNameWords && (to == at || goes_on(line, to)) && (to == at || kStop.at(line, to) == 0 || (to == at + 1 && kMiddle.at(line, to) > 0 && kStop.at(line, to) < 2))) ++to;
  return to - at;
}

}  // namespace

// The middle names that tell a name in small letters: "thế" and "công" are common words. "ma van" is rather "mà vẫn".
bool sure_middle(const Line& line, std::size_t at) {
  const auto& folded = line[at].folded;
  if (line[at - 1].folded == "ma" && folded == "van" && !line.marked) return false;
  const bool unmistakable = folded == "thi" || folded == "van" || folded == "a" || folded == "seo";
  return unmistakable && kMiddle.at(line, at) > 0;
}

bool is_letterlike(const Word& word) {
  const auto c = static_cast<unsigned char>(word.folded[0]);
  return (c >= 'a' && c <= 'z') || c >= 0xC3;
}

std::size_t name_at(const Reading& reading, std::size_t at) {
  const auto& line = reading.line;
  if (at >= line.last) return 0;
  const bool surname = kSurname.at(line, at) > 0;
  if ((!surname && !line[at].capital) || (!line[at].capital && begins_phrase(line, at)) || (!line.mixed_case && begins_phrase(line, at))) return 0;
  if (const auto* roll = reading.context.roll)
    if (const auto words = roll->person_at(line, at)) return words;
  if (capitals_tell(line) && line[at].capital) {
    const auto run = capital_run(line, at);
    if (run >= 2 && (surname || (run >= 3 && kMiddle.at(line, at + 1) > 0))) return run;
    if (run == 1 && surname && goes_on(line, at + 1) && kMiddle.at(line, at + 1) > 0) return small_run(line, at);
    return 0;
  }
  if (!surname || !goes_on(line, at + 1)) return 0;
  const auto run = small_run(line, at);
  return run >= 3 && sure_middle(line, at + 1) ? run : 0;
}

std::optional<Person> person_at(const Reading& reading, std::size_t at) {
  const auto& line = reading.line;
  if (const auto words = name_at(reading, at)) return Person{at, at + words};
  const auto title = kTitle.at(line, at);
  if (title == 0) return std::nullopt;
  const auto from = at + title;
  if (from >= line.last || !(line[from].gap.empty() || line[from].gap == ".") || !letters(line[from])) return std::nullopt;
  if (const auto words = name_at(reading, from)) return Person{from, from + words};
  if (kStop.at(line, from) > 0 || kPronoun.at(line, from) > 0) {
    if (!(capitals_tell(line) && line[from].capital)) return std::nullopt;
  }
  if (capitals_tell(line)) return line[from].capital ? std::optional(Person{from, from + capital_run(line, from)}) : std::nullopt;
  return Person{from, from + 1};
}

std::optional<Person> expected_person(const Reading& reading, std::size_t at) {
  const auto& line = reading.line;
  if (auto person = person_at(reading, at)) return person;
  auto from = at;
  while (const auto title = kTitle.at(line, from)) from += title;
  if (from >= line.last || !letters(line[from]) || (kStop.at(line, from) > 0 && !named_by_capital(line, from))) return std::nullopt;
  if (kPeopleAll.at(line, from) > 0 && !named_by_capital(line, from)) return std::nullopt;
  const auto run = capitals_tell(line) && line[from].capital ? capital_run(line, from) : small_run(line, from);
  return run > 0 ? std::optional(Person{from, from + run}) : std::nullopt;
}

std::string person_text(const Reading& reading, const Person& person) { return reading.line.cut(person.from, person.to); }

namespace {

// "93/QĐ-LĐLĐ": the organ of a document.
bool in_doc_number(const Line& line, std::size_t at) {
  return at > line.first + 1 && !line[at].spaced && line[at].wears('-') && !line[at - 1].spaced && line[at - 1].wears('/');
}

}  // namespace

std::optional<UnitName> unit_at(const Reading& reading, std::size_t at) {
  const auto& line = reading.line;
  if (kUnitStart.at(line, at) == 0 && name_at(reading, at) > 0) return std::nullopt;
  if (in_doc_number(line, at)) return std::nullopt;
  if (const auto* roll = reading.context.roll)
    if (const auto found = roll->unit_at(line, at)) {
      const bool named = kUnitStart.at(line, at) > 0 || (line[at].capital && line.mixed_case) || (!line.marked && found->words >= 3);
      auto to = at + found->words;
      const bool day_follows = to < line.last && line[to].number() && !line.marked && found->words > 2 && kUnitStop.at(line, to - 1) > 0;
      if (day_follows) --to;  // "hoa ban tu 1/12": từ, though the name has a tư
      if (named) return UnitName{found->name, to};
    }
  const auto start = kUnitStart.at(line, at);
  if (start == 0) return std::nullopt;
  auto to = at + start;
  const bool capitals = capitals_tell(line);
  const bool union_word = line[at].folded == "cdcs" || line[at].folded == "cong" || line[at].folded == "nghiep" || line[at].folded == "htx" || line[at].folded == "ldld";
  if (!union_word && !capitals) return std::nullopt;
  while (to < line.last && to < at + kMostUnitWords && (line[to].gap.empty() || line[to].gap == "-") && !line[to].number() && (kUnitStop.at(line, to) == 0 || named_by_capital(line, to))) {
    if (capitals && !line[to].capital && kUnitStart.at(line, to) == 0 && kStop.at(line, to) > 0) break;
    ++to;
  }
  if (to == at + start) return std::nullopt;
  if (capitals && !line[at + start].capital && kUnitStart.at(line, at + start) == 0) return std::nullopt;
  return UnitName{line.cut(at, to), to};
}

std::optional<UnitName> unit_said_at(const Reading& reading, std::size_t at) {
  for (const auto& value : reading.values)
    if (value.kind == Kind::unit && value.from == at) return unit_at(reading, at);
  return std::nullopt;
}

}  // namespace language
