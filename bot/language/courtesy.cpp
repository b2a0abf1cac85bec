// Courtesy words and calls.
#include "bot/language/courtesy.hpp"

#include "bot/language/phrases.hpp"

namespace language {
namespace {

std::size_t mention_at(const Line& line, std::size_t at) {
  return line.words[at].wears('@') ? phrases::kMentions.at(line, at) : 0;
}

// The count of words of a call at word `at`; 0 if there is none. "con bot" and "trợ lý giám đốc" are no calls.
std::size_t call_at(const Line& line, std::size_t at) {
  if (const auto mention = mention_at(line, at)) return mention;
  if (const auto call = phrases::kCalls.at(line, at)) return call;
  const auto& word = line.words[at];
  const bool clause = at == line.first || word.wears(',') || word.wears('.') || word.wears('!') || word.wears('?') || word.wears(';');
  return clause && word.marked == "bot" && word.gap.find_first_of("@#/") == std::string::npos ? 1 : 0;
}

// A call in the middle is taken off as well: the words behind it move up.
void drop(Line& line, std::size_t at, std::size_t count) {
  line.words.erase(line.words.begin() + static_cast<std::ptrdiff_t>(at), line.words.begin() + static_cast<std::ptrdiff_t>(at + count));
  line.last -= count;
}

// A last "a" after a number is ạ, except where it is the whole answer: "bc5 a".
bool bare_a(const Line& line) {
  const auto& word = line.words[line.last - 1];
  if (word.marked != "a") return true;
  return line.size() > 1 && word.spaced && !(line.size() == 3 && phrases::kPollNames.at(line, line.first) == 1);
}

// "đi" is the verb after these: "em không đi", "sẽ đi".
bool verb_di(const Line& line) {
  const auto& word = line.words[line.last - 1];
  return word.folded == "di" && phrases::kBeforeVerbGo.before(line, line.last - 1) > 0;
}

// Without marks "da" is rather đã than dạ; "ct 52" is a chỉ thị.
bool means_more(const Line& line, std::size_t count) {
  const auto& word = line.words[line.first];
  if (count > 1) return false;
  return (word.folded == "da" && !line.marked) || (word.folded == "ct" && line.words[line.first + 1].number());
}

bool take_head(Line& line) {
  const auto count = phrases::kHeadCourtesy.at(line, line.first);
  if (count == 0 || count >= line.size() || means_more(line, count)) return false;
  line.first += count;
  return true;
}

// People who belong to what stands before: "tổ em", "gửi cho em", "tới mọi người"; and "viec nha" is nhà, not nha.
bool owned(const Line& line, std::size_t count) {
  const auto at = line.last - count;
  const bool people = phrases::kPeople.at(line, at) == count;
  if (people && phrases::kBeforeOwn.before(line, at) > 0) return true;
  return !line.marked && line.words[at].folded == "nha" && phrases::kBeforeHouse.before(line, at) > 0;
}

bool take_tail(Line& line) {
  if (line.size() < 2 || !bare_a(line) || verb_di(line)) return false;
  auto count = phrases::kTailCourtesy.before(line, line.last);
  if (count == 0) count = phrases::kTailThanks.before(line, line.last);
  if (count == 0 || count >= line.size() || owned(line, count)) return false;
  line.last -= count;
  return true;
}

}  // namespace

bool take_call(Line& line) {
  bool called = false;
  for (auto at = line.first; at < line.last;) {
    const auto count = call_at(line, at);
    if (count == 0) {
      ++at;
      continue;
    }
    called = true;
    drop(line, at, count);
  }
  line.judge_marks();
  return called;
}

void take_courtesy(Line& line) {
  while (line.size() > 1 && phrases::kHelp.at(line, line.first) != line.size() && (take_tail(line) || take_head(line))) {
  }
  line.judge_marks();
}

}  // namespace language
