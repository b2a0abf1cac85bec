#include "bot/language/answers.hpp"

#include <algorithm>

namespace language {
namespace {

const Phrases kFiller("answer_filler"), kBecause("because"), kStatus("status"), kHaveRead("have_read_form"), kWith("together_with");

bool may_stand(Kind kind) {
  constexpr std::array<Kind, 9> kValues{Kind::day, Kind::clock, Kind::group, Kind::poll, Kind::choice, Kind::code, Kind::heads, Kind::ballot, Kind::doc};
  return std::find(kValues.begin(), kValues.end(), kind) != kValues.end();
}

class Cover {
 public:
  explicit Cover(const Line& line) : line_(line), seen_(line.words.size() + 1) {}

  void mark(std::size_t from, std::size_t to) {
    for (auto at = from; at < to && at < seen_.size(); ++at) seen_[at] = true;
  }

  void values(const Reading& reading) {
    for (const auto& value : reading.values) {
      const bool companion = (value.kind == Kind::name || value.kind == Kind::person) && kWith.before(line_, value.from) > 0;
      if (companion || may_stand(value.kind)) mark(value.from, value.to);
    }
  }

  void phrases(const Phrases& list) {
    for (auto at = line_.first; at < line_.last; ++at) mark(at, at + list.at(line_, at));
  }

  // Behind "vì", or behind the comma of "xin vắng buổi này, con em ốm".
  void reason() {
    for (auto at = line_.first + 1; at < line_.last; ++at)
      if (kBecause.at(line_, at) > 0 || line_[at].wears(',')) return mark(at, line_.last);
  }

  bool whole() const { return std::all_of(seen_.begin() + static_cast<std::ptrdiff_t>(line_.first), seen_.begin() + static_cast<std::ptrdiff_t>(line_.last), [](bool seen) { return seen; }); }

 private:
  const Line& line_;
  std::vector<bool> seen_;
};

}  // namespace

bool nothing_else(const Reading& reading, const Candidate& candidate, const Intent& intent) {
  const auto& line = reading.line;
  Cover cover(line);
  if (intent.name == "ack") {
    cover.phrases(kHaveRead);  // "rõ rồi anh" is said to a colleague
  } else {
    for (const auto& [from, to] : candidate.spans) cover.mark(from, to);
    cover.phrases(kStatus);
  }
  cover.values(reading);
  cover.phrases(kFiller);
  if (intent.args.contains("reason")) cover.reason();
  return cover.whole();
}

}  // namespace language
