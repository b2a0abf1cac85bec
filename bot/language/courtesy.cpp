// Courtesy words and calls.
#include "bot/language/courtesy.hpp"

namespace language {
namespace {

const Phrases kMentions("mentions"), kCalls("calls"), kPollNames("poll_names"), kBeforeVerbGo("before_verb_go"), kHeadCourtesy("head_courtesy"), kPeople("people"), kBeforeOwn("before_own"),
    kBeforeHouse("before_house"), kTailCourtesy("tail_courtesy"), kTailThanks("tail_thanks"), kHelp("help"), kSoftTail("soft_tail"), kGreeting("greeting"), kMore("more"), kGo("go"), kStop("stop"), kHaveRead("have_read"), kTitle("title"), kChoosing("choosing"), kThings("things_counted"), kSurname("surname"), kMiddle("middle_name");

std::size_t mention_at(const Line& line, std::size_t at) {
  return line.words[at].wears('@') ? kMentions.at(line, at) : 0;
}

// Without marks "bot 2 suat" is rather bớt hai suất than a call.
bool fewer(const Line& line, std::size_t at) {
  return !line.marked && at + 2 < line.last && line[at + 1].number() && kThings.at(line, at + 2) > 0;
}

// The count of words of a call at word `at`; 0 if there is none. "con bot" and "trợ lý giám đốc" are no calls.
std::size_t call_at(const Line& line, std::size_t at) {
  if (const auto mention = mention_at(line, at)) return mention;
  if (const auto call = kCalls.at(line, at)) return call;
  const auto& word = line.words[at];
  const bool politely = at == line.first + 1 && (line.words[line.first].marked == "daJ" || line.words[line.first].marked == "da");
  const bool clause = politely || at == line.first || word.wears(',') || word.wears('.') || word.wears('!') || word.wears('?') || word.wears(';');
  if (!clause || word.marked != "bot" || word.gap.find_first_of("@#/{<[") != std::string::npos) return 0;
  return fewer(line, at) ? 0 : 1;
}

// A last "a" after a number is ạ, except where it is the whole answer: "bc5 a".
bool bare_a(const Line& line) {
  const auto& word = line.words[line.last - 1];
  if (word.marked != "a") return true;
  if (line.size() > 1 && kChoosing.before(line, line.last - 1) > 0) return false;  // "chọn a", "phương án a"
  return line.size() > 1 && word.spaced && !(line.size() == 3 && kPollNames.at(line, line.first) == 1);
}

// "đi" is the verb after these: "em không đi", "sẽ đi".
bool verb_di(const Line& line) {
  const auto& word = line.words[line.last - 1];
  return word.folded == "di" && kBeforeVerbGo.before(line, line.last - 1) > 0;
}

// Without marks "da" is rather đã than dạ; "ct 52" is a chỉ thị.
bool means_more(const Line& line, std::size_t count) {
  const auto& word = line.words[line.first];
  if (count > 1) return false;
  return ((word.folded == "da" || word.folded == "vang") && !line.marked) || (word.folded == "ct" && line.words[line.first + 1].number());
}

// Is the word in no list but those of names? "mỷ" is no Mỹ where marks are written.
bool only_a_name(const Line& line, std::size_t at) {
  for (auto i = line.starts[at]; i < line.starts[at + 1]; ++i)
    if (line.counts(line.finds[i]) && line.finds[i].list != kSurname.list() && line.finds[i].list != kMiddle.list()) return false;
  return true;
}

// "anh Páo tổ 6": the title of somebody named.
bool names_somebody(const Line& line, std::size_t count) {
  const auto title = line.first + count - 1;
  const auto& folded = line.words[title].folded;
  if (count > 2 || folded == "em" || folded == "e" || kTitle.at(line, title) == 0) return false;
  const auto& next = line.words[title + 1];
  return next.gap.empty() && !next.number() && (only_a_name(line, title + 1) || (next.capital && line.mixed_case && !line.words[title].capital));
}

// Without marks "chi tieu" is chỉ tiêu, "ban" may be bản: a longer phrase begins with the word.
bool begins_more(const Line& line) {
  const auto& folded = line.words[line.first].folded;
  if (folded != "chi" && folded != "ban" && folded != "the" && folded != "co" && folded != "anh") return false;
  for (auto i = line.starts[line.first]; i < line.starts[line.first + 1]; ++i)
    if (line.finds[i].words > 1) return true;
  return false;
}

bool take_head(Line& line) {
  const auto count = kHeadCourtesy.at(line, line.first);
  if (count > 0 && count < line.size() && kTailCourtesy.at(line, line.first + count) == line.size() - count) return false;  // "a lô ad"
  if (count == 1 && !line.marked && begins_more(line)) return false;
  if (count > 0 && count < line.size() && names_somebody(line, count)) return false;
  if (count == 0 || count >= line.size() || means_more(line, count)) return false;
  line.first += count;
  return true;
}

// People who belong to what stands before: "tổ em", "gửi cho em", "tới mọi người"; and "viec nha" is nhà, not nha.
bool owned(const Line& line, std::size_t count) {
  const auto at = line.last - count;
  if (line.words[at].folded == "ho" && at > line.first && line.words[at - 1].folded == "bao") return true;  // "bảo hộ"
  const bool people = kPeople.at(line, at) == count;
  if (people && kBeforeOwn.before(line, at) > 0) return true;
  return !line.marked && line.words[at].folded == "nha" && kBeforeHouse.before(line, at) > 0;
}

bool take_particle(Line& line) {
  if (line.size() < 2 || !bare_a(line)) return false;
  const auto count = kSoftTail.before(line, line.last);
  if (count == 0 || count >= line.size() || owned(line, count)) return false;
  line.last -= count;
  return true;
}

// "Sùng Thị Do": the last word of a name, by its capitals.
bool ends_a_name(const Line& line) {
  const auto &word = line.words[line.last - 1], &before = line.words[line.last - 2];
  return line.mixed_case && word.capital && before.capital && word.gap.empty();
}

bool take_tail(Line& line) {
  if (line.size() < 2 || !bare_a(line) || verb_di(line) || ends_a_name(line)) return false;
  auto count = kTailCourtesy.before(line, line.last);
  if (count == 0) count = kTailThanks.before(line, line.last);
  if (count == 0 || count >= line.size() || owned(line, count)) return false;
  line.last -= count;
  return true;
}

}  // namespace

// A call in the middle is taken off as well: the words behind it move up, its punctuation stays.
bool take_call(Line& line) {
  auto first = line.first;
  while (first < line.last && call_at(line, first) == 0) ++first;
  if (first == line.last) return line.judge_marks(), false;
  std::vector<Word> kept;
  bool called = false;
  bool comma = false;
  for (auto at = line.first; at < line.last;) {
    const auto count = call_at(line, at);
    if (count > 0) {
      called = true;
      comma = comma || line.words[at].wears(',');
      at += count;
      continue;
    }
    kept.push_back(std::move(line.words[at++]));
    if (comma && kept.back().gap.empty()) kept.back().gap.assign(1, ',');
    comma = false;
  }
  line.words = std::move(kept);
  line.first = 0;
  line.last = line.words.size();
  if (called) line.look_up();
  line.judge_marks();
  return called;
}

void take_courtesy(Line& line) {
  if (line.size() > 0 && line.words[line.first].gap == "+") {  // "+4 cả nhà em"
    while (line.size() > 1 && kTailThanks.before(line, line.last) > 0) line.last -= kTailThanks.before(line, line.last);
    return line.judge_marks();
  }
  while (line.size() > 1 && kHelp.at(line, line.first) != line.size() && kGreeting.at(line, line.first) != line.size() && kMore.at(line, line.first) != line.size() && kGo.at(line, line.first) != line.size() && kStop.at(line, line.first) != line.size() && kHaveRead.at(line, line.first) != line.size() && (take_particle(line) || take_head(line) || take_tail(line))) line.judge_marks();
  line.judge_marks();
}

}  // namespace language
