// Goes over the line once and tries at each word the values that may begin there.
#include "bot/language/values.hpp"

#include <algorithm>

#include "bot/language/ballot.hpp"
#include "bot/language/choices.hpp"
#include "bot/language/names.hpp"
#include "bot/language/refs.hpp"
#include "bot/language/when.hpp"
#include "bot/language/whole.hpp"

namespace language {
namespace {

constexpr std::array<std::string_view, kKinds> kNames{
    "poll", "ticket", "group", "case", "doc", "phone", "day", "clock", "period", "fraction", "num", "unit", "name", "person", "choice", "limit", "code", "target_number",
    "heads", "ballot", "poll_ballot", "greeting", "thanks", "help", "more", "go", "stop", "invite", "relay_code", "read_all", "stats_line", "colon_text",
    "options", "any", "when", "meeting", "stats_args", "target_any", "unit_any", "docnum"};

const Phrases kPollNames("poll_names"), kTicketNames("ticket_names"), kGroupName("group_name"), kCaseNames("case_names"), kLt("lt"), kLte("lte"), kGt("gt"),
    kGte("gte"), kTargetWord("target_word"), kDayWord("day_word"), kAt("at_word"), kMonth("month_word"),
    kWeek("week_word"), kQuarter("quarter_word"), kYear("year_word"), kFirstHalf("first_half"), kSecondHalf("second_half"), kLastYear("last_year"), kThisYear("this_year"),
    kNextYear("next_year"), kUnitStart("unit_start"), kTitle("title"), kOptionNames("option_names"), kAll("all");
const Meanings kKindWords("kinds"), kDays("day"), kWeekdays("weekday"), kParts("part_of_day"), kSpelt("spelt_numbers");

class Finder {
 public:
  explicit Finder(const Reading& reading) : reading_(reading), line_(reading.line) {}

  std::vector<Value> run() {
    for (at_ = line_.first; at_ < line_.last; ++at_) {
      const auto& word = line_[at_];
      const bool digits = word.folded[0] >= '0' && word.folded[0] <= '9';
      if (digits) numbers();
      if (line_.starts[at_ + 1] > line_.starts[at_] || digits || word.capital) named();
      if (digits || word.folded.size() == 1 || sees(kOptionNames) || sees(kAll) || sees(kSpelt)) choice();
      people();
    }
    return std::move(found_);
  }

 private:
  void put(Kind kind, std::size_t to) { found_.push_back({kind, static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(to)}); }

  template <class Take>
  void attempt(Kind kind, Take&& take) {
    Cursor cursor(line_, at_);
    if (take(cursor)) put(kind, cursor.at);
  }

  void numbers() {
    const auto& word = line_[at_];
    attempt(Kind::phone, [](Cursor& c) { return take_phone(c).has_value(); });
    if (!word.number()) return attempt_clock();
    put(Kind::num, at_ + 1);
    if (word.folded.size() >= 4 && word.folded.size() <= 6) put(Kind::code, at_ + 1);
    const auto next = at_ + 1;
    if (next < line_.last && line_[next].gap == "/" && !line_[next].spaced && line_[next].number() && !(next + 1 < line_.last && line_[next + 1].gap == "/")) put(Kind::fraction, at_ + 2);
    attempt_clock();
  }
  void attempt_clock() {
    attempt(Kind::clock, [](Cursor& c) { return take_clock(c).has_value(); });
  }

  bool sees(const Phrases& phrases) const { return phrases.at(line_, at_) > 0; }
  bool sees(const Meanings& meanings) const { return meanings.at(line_, at_).words > 0; }

  void named() {
    const auto now = reading_.context.now;
    const bool digit = line_[at_].folded[0] >= '0' && line_[at_].folded[0] <= '9';
    if (sees(kPollNames)) attempt(Kind::poll, [](Cursor& c) { return take_poll(c).has_value(); });
    if (sees(kTicketNames)) attempt(Kind::ticket, [](Cursor& c) { return take_ticket(c).has_value(); });
    if (sees(kGroupName)) attempt(Kind::group, [](Cursor& c) { return take_group(c).has_value(); });
    if (sees(kCaseNames)) attempt(Kind::case_number, [](Cursor& c) { return take_case(c).has_value(); });
    if (digit || sees(kKindWords)) attempt(Kind::doc, [](Cursor& c) { const auto doc = take_document(c, false); return doc && doc->numbered(); });
    if (digit || sees(kDays) || sees(kWeekdays) || sees(kDayWord) || sees(kParts) || sees(kAt))
      attempt(Kind::day, [&](Cursor& c) { const auto when = take_when(c, now, Lean::ahead); return when && when->day; });
    if (digit || sees(kMonth) || sees(kWeek) || sees(kQuarter) || sees(kYear) || sees(kFirstHalf) || sees(kSecondHalf) || sees(kLastYear) || sees(kThisYear) || sees(kNextYear))
      attempt(Kind::period, [&](Cursor& c) { return take_period(c, now).has_value(); });
    if (sees(kLt) || sees(kLte) || sees(kGt) || sees(kGte) || digit) attempt(Kind::limit, [](Cursor& c) { return take_limit(c).has_value(); });
    if (sees(kTargetWord) || line_[at_].folded == "i") attempt(Kind::target_number, [](Cursor& c) { return take_target(c).has_value(); });
  }

  void choice() {
    attempt(Kind::choice, [](Cursor& c) { const auto choices = take_choices(c, true); return choices && !choices->numbers.empty(); });
  }

  // Units and people do not overlap: what belongs to the name of a unit is no person.
  void people() {
    if (at_ < unit_end_) return;
    auto words = at_ >= name_end_ ? name_at(reading_, at_) : 0;
    if (sees(kUnitStart) && !(words > 2 && sure_middle(line_, at_ + 1))) words = 0;  // "Truong Van Kien" is a person, "Truong Hoa Ban" a school
    if (words > 0) {
      name_end_ = at_ + words;
      put(Kind::name, name_end_);
      put(Kind::person, name_end_);
      return;
    }
    if (at_ < name_end_) return;
    if (sees(kUnitStart) || (reading_.context.roll && (line_[at_].capital || !line_.marked))) {
      if (const auto unit = unit_at(reading_, at_)) {
        put(Kind::unit, unit->to);
        unit_end_ = unit->to;
        return;
      }
    }
    if (sees(kTitle)) {
      if (const auto person = person_at(reading_, at_)) put(Kind::person, person->to);
    }
  }

  const Reading& reading_;
  const Line& line_;
  std::vector<Value> found_;
  std::size_t at_ = 0, unit_end_ = 0, name_end_ = 0;
};

}  // namespace

std::optional<Kind> kind_named(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  return found != kNames.end() ? std::optional(static_cast<Kind>(found - kNames.begin())) : std::nullopt;
}

std::string_view name_of(Kind kind) { return kNames[static_cast<std::size_t>(kind)]; }

std::vector<Value> find_values(const Reading& reading) {
  auto found = Finder(reading).run();
  for (const auto kind : whole_kinds(reading)) found.push_back({kind, static_cast<std::uint32_t>(reading.line.first), static_cast<std::uint32_t>(reading.line.last)});
  if (const auto colon = colon_text_at(reading.line)) found.push_back({Kind::colon_text, static_cast<std::uint32_t>(*colon), static_cast<std::uint32_t>(reading.line.last)});
  return found;
}

}  // namespace language
