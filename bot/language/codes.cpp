#include "bot/language/codes.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

#include "bot/language/intent.hpp"
#include "bot/language/spelling.hpp"
#include "bot/language/whole.hpp"

namespace language {
namespace {

const Phrases kSaid("code_said"), kHead("head_courtesy"), kCalls("calls"), kMentions("mentions"), kTail("tail_courtesy"), kThanks("tail_thanks"), kShort("short_filler");
constexpr std::size_t kGroup = 4, kLongestText = 300, kMostPrefix = 3;

enum class Gap { none, blank, hyphen, other };

// Letters and digits without a sign between them. `plain`: all of them may stand in a code.
struct Run { std::size_t from = 0, to = 0; bool plain = true; Gap gap = Gap::none; };  // gap: before it

char upper(char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); }
bool code_letter(char c) { return kInviteAlphabet.find(upper(c)) != std::string_view::npos; }

// A blank or a hyphen of any kind at `at`: its length in octets and what it is.
std::pair<std::size_t, Gap> sign_at(std::string_view text, std::size_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  if (c < 0x80) {
    if (std::isalnum(c)) return {0, Gap::none};
    if (std::isspace(c)) return {1, Gap::blank};
    return {1, c == '-' || c == '_' || c == '.' ? Gap::hyphen : Gap::other};
  }
  const auto starts = [&](std::string_view sign) { return text.substr(at, sign.size()) == sign; };
  if (starts("\xC2\xA0")) return {2, Gap::blank};
  if (starts("\xE2\x80\x8B") || starts("\xEF\xBB\xBF")) return {3, Gap::blank};
  if (starts("\xE2\x88\x92") || starts("\xEF\xBC\x8D")) return {3, Gap::hyphen};  // − and the full-width hyphen
  if (starts("\xE2\x80") && at + 2 < text.size() && static_cast<unsigned char>(text[at + 2]) >= 0x90 && static_cast<unsigned char>(text[at + 2]) <= 0x95) return {3, Gap::hyphen};
  return {0, Gap::none};
}

std::vector<Run> runs_of(std::string_view text) {
  std::vector<Run> runs;
  auto gap = Gap::blank;
  bool inside = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto [size, kind] = sign_at(text, at);
    if (size > 0) {
      gap = inside ? kind : std::max(gap, kind);
      inside = false;
      at += size;
      continue;
    }
    if (!inside) runs.push_back({at, at, true, gap});
    inside = true;
    runs.back().plain = runs.back().plain && code_letter(text[at]);
    runs.back().to = ++at;
  }
  return runs;
}

// Is it made of syllables of three letters and more, and of nothing else? Then it is rather words than a code.
bool wordy(std::string_view code) {
  std::vector<bool> reached(code.size() + 1);
  reached[0] = true;
  for (std::size_t from = 0; from < code.size(); ++from)
    for (std::size_t size = 3; reached[from] && size <= 6 && from + size <= code.size(); ++size)
      if (is_syllable(code.substr(from, size))) reached[from + size] = true;
  return reached[code.size()];
}

bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }); }
bool any_digit(std::string_view text) { return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }); }

// "dd234567" is a check-in, "pa374567" a ticket.
bool command_and_number(const std::string& low, const Lexicon& lexicon) {
  const auto letters = static_cast<std::size_t>(std::find_if(low.begin(), low.end(), [](char c) { return c >= '0' && c <= '9'; }) - low.begin());
  if (low.ends_with("ldld")) return true;  // "88qdldld", a document's number without its signs
  return letters > 1 && letters <= kMostPrefix && all_digits(std::string_view(low).substr(letters)) && lexicon.knows(hash_of(low.substr(0, letters)));
}

class Search {
 public:
  Search(std::string_view text, std::size_t size, const Lexicon& lexicon) : text_(text), size_(size), lexicon_(lexicon), runs_(runs_of(text)) {}

  std::optional<std::string> run() {
    std::optional<std::string> found;
    for (first_ = 0; first_ < runs_.size(); ++first_) {
      if (!gather() || !stands()) continue;
      if (found) return std::nullopt;
      found = code_;
      first_ = last_ - 1;
    }
    return found;
  }

 private:
  // The runs [first_, last_) that make a code of the right size.
  bool gather() {
    code_.clear();
    hyphens_ = 0;
    for (last_ = first_; last_ < runs_.size() && code_.size() < size_; ++last_) {
      const auto& run = runs_[last_];
      if (!run.plain || run.to - run.from > size_ || (last_ > first_ && run.gap == Gap::other)) return false;
      if (last_ > first_ && run.gap == Gap::hyphen) ++hyphens_;
      for (auto at = run.from; at < run.to; ++at) code_ += upper(text_[at]);
    }
    return code_.size() == size_;
  }

  bool grouped() const {
    for (auto at = first_; at < last_; ++at)
      if (runs_[at].to - runs_[at].from != kGroup) return false;
    return true;
  }

  bool stands() const {
    const auto written = text_.substr(runs_[first_].from, runs_[last_ - 1].to - runs_[first_].from);
    const auto before = text_.substr(0, runs_[first_].from), behind = text_.substr(runs_[last_ - 1].to);
    auto low = code_;
    for (auto& c : low) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    const bool shaped = grouped() && hyphens_ + 1 == last_ - first_ && hyphens_ > 0;
    const bool capitals = std::none_of(written.begin(), written.end(), [](char c) { return std::islower(static_cast<unsigned char>(c)); });
    const bool digit = any_digit(code_), drawn = shaped && capitals;
    if ((!digit && !drawn && wordy(low)) || !clear_before(before)) return false;
    if (shaped && size_ == kInviteSize && (capitals || digit) && !all_digits(code_)) return true;  // unmistakable, in any sentence
    const auto said = said_by(before);
    if (said == Said::just_before) return true;
    if (said == Said::somewhere) return !all_digits(code_);
    const bool single = last_ - first_ == 1;
    return said == Said::alone && politeness(behind) && !all_digits(code_) && (single || grouped()) && !(single && command_and_number(low, lexicon_));
  }

  // Not the end of a document's number: "131/LDLD-CSPL".
  static bool clear_before(std::string_view before) { return before.empty() || (before.back() != '/' && before.back() != '@'); }

  // What the words before it say: "mã", or nothing but courtesy.
  enum class Said { no, alone, somewhere, just_before };
  Said said_by(std::string_view before) const {
    auto line = read_words(before, SIZE_MAX, lexicon_);
    line.look_up();
    auto said = Said::alone;
    for (Cursor cursor(line); !cursor.done();) {
      if (cursor.take(kSaid)) said = cursor.done() ? Said::just_before : Said::somewhere;
      else if (!cursor.take(kHead) && !cursor.take(kCalls) && !cursor.take(kMentions)) ++cursor.at, said = said == Said::alone ? Said::no : said;
    }
    return said;
  }

  bool politeness(std::string_view behind) const {
    auto line = read_words(behind, SIZE_MAX, lexicon_);
    line.look_up();
    for (Cursor cursor(line); !cursor.done();)
      if (cursor.word().gap.find_first_of("/@#") != std::string::npos || !(cursor.take(kTail) || cursor.take(kThanks) || cursor.take(kShort))) return false;
    return true;
  }

  std::string_view text_;
  std::size_t size_;
  const Lexicon& lexicon_;
  std::vector<Run> runs_;
  std::size_t first_ = 0, last_ = 0, hyphens_ = 0;
  std::string code_;
};

}  // namespace

std::optional<std::string> code_in(std::string_view text, std::size_t size, const Lexicon& lexicon) {
  if (text.size() > kLongestText || text.size() < size) return std::nullopt;
  return Search(text, size, lexicon).run();
}

}  // namespace language
