// Takes arguments out of a line: each is passed over once, so that names and free text are what is left. Pure.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "bot/language/days.hpp"
#include "bot/language/reading.hpp"
#include "bot/language/when.hpp"

namespace language {

class Taker {
 public:
  explicit Taker(const Reading& of) : reading(of), line(of.line), used_(of.line.words.size() + 1) {}

  const Reading& reading;
  const Line& line;
  nlohmann::json args = nlohmann::json::object();

  bool used(std::size_t at) const { return used_[at]; }
  void use(std::size_t from, std::size_t to);
  bool has(const char* key) const { return args.contains(key); }

  // Tries `take` at each unused word from `from` on; at the first place that fits its words are used. `take` returns true if it took.
  bool find(const std::function<bool(Cursor&)>& take, std::size_t from = 0);
  // The first place of a phrase among unused words; line.last if there is none.
  std::size_t seek(const Phrases& phrases, std::size_t from = 0) const;
  bool sees(const Phrases& phrases) const { return seek(phrases) < line.last; }
  std::string meaning(const Meanings& meanings);          // the first; "" if none. Does not use its words.
  // The text from word `from` up to `to`, without courtesy at its ends.
  std::string text(std::size_t from, std::size_t to) const;
  // The same from word `from` to the end of the whole text, what was taken off as courtesy included: "toi" may be tối.
  std::string text_from(std::size_t from) const;

 private:
  std::vector<bool> used_;
};

using Extract = void (*)(Taker&);
// The extractor that grammar's "args" names; nothing if there is none of that name.
Extract extractor(std::string_view name);

// Shared by several intents
bool take_document_arg(Taker& taker, bool bare);
bool take_group_arg(Taker& taker, const char* key = "group");
bool take_unit_arg(Taker& taker, const char* key = "unit");
bool take_period_arg(Taker& taker, bool bare_year = false);
bool take_poll_arg(Taker& taker);
void take_deadline(Taker& taker, const char* key);
void take_effective(Taker& taker, Lean lean = Lean::ahead);
void take_reason(Taker& taker);
std::optional<Date> day_behind(Taker& taker, const Phrases& lead, Lean lean);   // a day after one of these words
bool take_person_arg(Taker& taker, const char* key, bool ambiguous);             // "name", and needs disambiguate_name for one word
// The same; where no name is known by its look, what stands behind one of these words.
void take_name_arg(Taker& taker, std::initializer_list<const Phrases*> leads, bool ambiguous);

}  // namespace language
