#include "bot/language/forms.hpp"

#include <algorithm>

#include "bot/language/refs.hpp"
#include "bot/language/when.hpp"
#include "bot/language/whole.hpp"

namespace language {
namespace {

const Phrases kMeetings("meetings"), kFormMeeting("form_meetings"), kTargetsJoin("targets_join");
const Meanings kTargets("targets");
constexpr std::size_t kMostPlaces = 24;

// Where the item may end if it begins at `at`: nothing if it does not fit there.
class Places {
 public:
  Places(const Reading& reading, const Item& item, std::size_t at) : reading_(reading), line_(reading.line), at_(at) {
    const auto& symbol = reading.grammar->symbols()[item.symbol];
    symbol.kind ? value(*symbol.kind) : list(symbol);
  }
  std::vector<std::size_t> ends;

 private:
  void list(const Symbol& symbol) {
    if (at_ >= line_.last) return;
    for (auto i = line_.starts[at_]; i < line_.starts[at_ + 1]; ++i) {
      const auto& find = line_.finds[i];
      const bool meant = find.list == symbol.list && (!symbol.value || *symbol.value == find.value);
      if (meant && at_ + find.words <= line_.last && line_.counts(find)) ends.push_back(at_ + find.words);
    }
  }

  void value(Kind kind) {
    if (at_ >= line_.last) return;
    const auto now = reading_.context.now;
    Cursor cursor(line_, at_);
    switch (kind) {
      case Kind::any: ends.push_back(line_.last); return;
      case Kind::options: if (several()) ends.push_back(line_.last); return;
      case Kind::colon_text: if (line_[at_].wears(':')) ends.push_back(line_.last); return;
      case Kind::when: if (take_when(cursor, now, Lean::ahead) || take_end(cursor, now)) ends.push_back(cursor.at); return;
      case Kind::meeting: if (kFormMeeting.at(line_, at_) > 0) ends.push_back(line_.last); return;
      case Kind::stats_args: if (only_stats_args(reading_, at_)) ends.push_back(line_.last); return;
      case Kind::docnum: docnum(); return;
      case Kind::target_any: targets(); return;
      case Kind::unit_any: ends.push_back(line_.last); return;
      default: break;
    }
    for (const auto& found : reading_.values)
      if (found.kind == kind && found.from == at_) ends.push_back(found.to);
  }

  // A question and at least two options, by the signs between them.
  bool several() const {
    for (auto at = at_ + 1; at < line_.last; ++at)
      if (line_[at].wears('|') || line_[at].wears(';') || line_[at].wears(',')) return true;
    return false;
  }

  // A document by its number; in a group one digit alone is no sign of a document.
  void docnum() {
    Cursor cursor(line_, at_);
    const auto doc = take_document(cursor, true);
    if (!doc || !doc->numbered()) return;
    const bool bare = doc->args.contains("doc_number") && !doc->args.contains("doc_type");
    if (bare && doc->args["doc_number"].get<std::string>().size() < 2) return;
    ends.push_back(cursor.at);
  }

  void targets() {
    Cursor cursor(line_, at_);
    while (!cursor.done()) {
      if (take_group(cursor) || cursor.take(kTargets) || cursor.take(kTargetsJoin)) continue;
      const auto unit = std::find_if(reading_.values.begin(), reading_.values.end(), [&](const Value& found) { return found.kind == Kind::unit && found.from == cursor.at; });
      if (unit == reading_.values.end()) break;
      cursor.at = unit->to;
    }
    if (cursor.done() || cursor.line()[cursor.at].wears(',')) ends.push_back(line_.last);
  }

  const Reading& reading_;
  const Line& line_;
  std::size_t at_;
};

void step(const Reading& reading, const Item& item, std::vector<std::size_t>& places) {
  std::vector<std::size_t> next;
  const auto add = [&](std::size_t place) {
    if (std::find(next.begin(), next.end(), place) == next.end() && next.size() < kMostPlaces) next.push_back(place);
  };
  for (const auto from : places) {
    if (item.maybe) add(from);
    for (const auto end : Places(reading, item, from).ends) add(end);
  }
  for (std::size_t i = 0; item.many && i < next.size(); ++i)
    for (const auto end : Places(reading, item, next[i]).ends) add(end);
  places = std::move(next);
}

}  // namespace

bool is_form(const Reading& reading, const Form& form) {
  std::vector<std::size_t> places{reading.line.first};
  for (const auto& item : form.items) {
    step(reading, item, places);
    if (places.empty()) return false;
  }
  return std::find(places.begin(), places.end(), reading.line.last) != places.end();
}

}  // namespace language
