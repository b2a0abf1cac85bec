#include "bot/union/known_names.hpp"

#include "bot/language/grammar.hpp"
#include "bot/language/roll.hpp"
#include "bot/language/text.hpp"

namespace trade_union {

namespace {
constexpr std::int64_t most_people = 200'000;  // about 10 MB; whoever came later is found as written
}

std::shared_ptr<const language::Roll> KnownNames::roll() const {
  const std::lock_guard lock(mutex_);
  return roll_;
}

void KnownNames::refresh(storage::Session& session, std::int64_t now, bool changed) {
  const auto day = language::day_of(now);
  const auto mark = storage::names_mark(session, day);
  {
    const std::lock_guard lock(mutex_);
    if (!changed && mark_ == mark) return;
  }
  auto names = storage::names_of(session, day, most_people);
  const auto& grammar = grammar_ ? *grammar_ : language::Grammar::built_in();
  auto roll = std::make_shared<const language::Roll>(language::Roll::Names{std::move(names.units), std::move(names.people)}, grammar.lexicon(), grammar.aliases());
  const std::lock_guard lock(mutex_);
  roll_ = std::move(roll);
  mark_ = mark;
}

}  // namespace trade_union
