#include "bot/language/clauses.hpp"

#include <algorithm>

#include "bot/language/build.hpp"
#include "bot/language/whole.hpp"

namespace language {
namespace {

using nlohmann::json;
constexpr std::size_t kMostLines = 20, kMostClauses = 6;
constexpr int kLeastScore = 16, kLeastImplied = 32;  // below, a clause is no command of its own
const Phrases kJoints("joints"), kStrong("strong_joints"), kGreetWord("greet_word"), kTalk("talk_filler"), kThen("then"), kBecause("because");

// What a part hands on to the next: the poll, ticket, case or document said once.
json handed_on(const Intent& intent) {
  json implied = json::object();
  for (const auto* key : {"poll", "ticket", "case", "doc", "doc_number", "doc_type"})
    if (intent.args.contains(key)) implied[key] = intent.args[key];
  return implied;
}

bool never_a_part(const std::string& name) {
  constexpr std::array<std::string_view, 7> kNever{"unclear", "ignore", "confirm_yes", "confirm_no", "more", "invite_code", "relay_code"};
  return std::find(kNever.begin(), kNever.end(), name) != kNever.end();
}

// Text in a person's own words swallows what follows.
bool swallows(const std::string& name) {
  constexpr std::array<std::string_view, 5> kSwallow{"feedback_reply", "announce", "poll_create", "attest", "merge_propose"};
  return std::find(kSwallow.begin(), kSwallow.end(), name) != kSwallow.end();
}

// The same intent twice is two commands only if it names two things.
bool same_thing(const Intent& a, const Intent& b) {
  if (a.name == "attendance_reply" && b.name == "checkin") return true;  // "tôi có đến, điểm danh giúp tôi"
  if (a.name != b.name) return false;
  for (const auto* key : {"poll", "doc", "doc_number", "ticket", "case", "group", "groups", "unit", "to_group", "name"})
    if (a.args.contains(key) && b.args.contains(key) && a.args[key] != b.args[key]) return false;
  if (a.name == "attendance_reply" && a.args.contains("date") && b.args.contains("date") && a.args["date"] != b.args["date"]) return a.args.contains("reason");
  return true;
}

struct Cut { std::size_t at = 0, passes = 0; bool strong = false; };

class Splitter {
 public:
  Splitter(std::string_view text, const Context& context, const Reading& heard, const Read& whole) : text_(text), context_(context), line_(heard.line), whole_(whole) {}

  std::vector<Intent> run() {
    find_cuts();
    if (cuts_.empty()) return {};
    cuts_.push_back({line_.last, 0, true});
    from_ = line_.first;
    bool strong = true;
    for (const auto& cut : cuts_) {
      if (cut.at <= from_) { from_ = std::max(from_, cut.at + cut.passes); strong = strong || cut.strong; continue; }
      const auto begun = from_;
      if (!take(cut, strong)) continue;
      last_from_ = begun;
      last_strong_ = strong;
      from_ = cut.at + cut.passes;
      strong = cut.strong;
    }
    if (from_ < line_.last && parts_.size() > 1) with_the_rest();
    return from_ >= line_.last && parts_.size() > 1 ? std::move(parts_) : std::vector<Intent>();
  }

 private:
  // A greeting and its address, then: before a word behind a comma or full stop, and at rồi, với lại, còn.
  void find_cuts() {
    auto at = line_.first;
    if (const auto greets = kGreetWord.at(line_, at)) {
      at += greets;
      while (at < line_.last && kTalk.at(line_, at) > 0 && line_[at].gap.find_first_of(",.;!") == std::string::npos) at += kTalk.at(line_, at);
      if (at < line_.last) cuts_.push_back({at, 0, true});
    }
    const auto end = swallows(whole_.intent.name) && !whole_.spans.empty() ? whole_.spans.front().first : line_.last;
    for (at = std::max(at, line_.first + 1); at < end && cuts_.size() < kMostClauses; ++at) {
      const auto joint = kJoints.at(line_, at);
      const bool sign = line_[at].gap.find_first_of(",.;!\n") != std::string::npos && !decimal(at);
      if (joint == 0 && !sign) continue;
      if (!cuts_.empty() && cuts_.back().at == at) continue;
      const bool strong = kStrong.at(line_, at) > 0 || line_[at].wears('.') || line_[at].wears(';');
      if (!strong && !kThen.at(line_, at) && crossed(at)) continue;
      if (!strong && introduces_himself()) continue;
      if (!sign && !kThen.at(line_, at) && in_reason(at)) continue;
      cuts_.push_back({at, joint, strong});
    }
  }

  // "…, giao cho chị Thơm, hạn thứ 6": what is no command of its own at the end belongs to the last one.
  void with_the_rest() {
    const auto last = std::move(parts_.back());
    parts_.pop_back();
    from_ = last_from_;
    if (take(cuts_.back(), last_strong_) && parts_.back().name == last.name) from_ = line_.last;
  }

  // A shape that the whole line has goes over this place: it is no end of a command.
  bool crossed(std::size_t at) const {
    return std::any_of(whole_.spans.begin(), whole_.spans.end(), [&](const auto& span) { return span.first < at && span.second > at; });
  }

  // "tên tôi là Trần Văn Hùng, xin đăng ký vào tổ 2": one thing, with commas.
  bool introduces_himself() const { return whole_.intent.name == "register" && whole_.intent.args.contains("name"); }

  // "vì còn mấy người đi ca đêm": what stands between "vì" and the next sign.
  bool in_reason(std::size_t at) const {
    for (auto from = at; from > line_.first; --from) {
      if (kBecause.at(line_, from - 1) > 0) return true;
      if (!line_[from - 1].gap.empty()) return false;
    }
    return false;
  }

  bool decimal(std::size_t at) const { return !line_[at].spaced && line_[at].number() && line_[at - 1].number(); }

  // Reads the words up to the cut as one command; false if they are none.
  bool take(const Cut& cut, bool behind_strong) {
    const auto begin = line_[from_].from;
    const auto stop = cut.at < line_.last ? line_[cut.at - 1].to : static_cast<std::uint32_t>(text_.size());
    auto alone = context_;
    alone.group = false;
    const auto clause = text_.substr(begin, stop - begin);
    auto reading = hear(clause, alone);
    if (!reading.line.empty() && reading.value(Kind::thanks)) return true;  // thanks is no part
    auto [intent, score, spans] = read_one(reading, false);
    if (!parts_.empty() && (never_a_part(intent.name) || intent.args.contains("needs") || score < kLeastScore)) implied(clause, alone, intent, score);
    if (never_a_part(intent.name) || score < kLeastScore) return false;
    if (intent.name == "greet") {
      if (!parts_.empty() || kGreetWord.at(reading.line, reading.line.first) == 0) return parts_.empty();
    }
    const bool told = intent.name == "feedback_new" || intent.name == "legal_question" || intent.name == "aid_request" || intent.name == "privacy_info";
    if (told && !behind_strong && !parts_.empty() && reading.line.first < reading.line.last && !opens_with_kind(reading)) return false;
    if (!parts_.empty() && same_thing(parts_.back(), intent)) return false;
    intent.guessed = intent.guessed || reading.line.loose;
    expect(intent, context_, *reading.grammar);
    parts_.push_back(std::move(intent));
    return true;
  }

  static bool opens_with_kind(const Reading& reading) { return Meanings("tongue").at(reading.line, reading.line.first).words > 0; }

  // "rồi xuất word": the poll is the one of the part before. What it says must begin the clause.
  void implied(std::string_view clause, const Context& alone, Intent& intent, int& score) const {
    const auto said = handed_on(parts_.back());
    if (said.empty()) return;
    auto reading = hear(clause, alone, said);
    auto [meant, found, spans] = read_one(reading, false);
    if (found < kLeastImplied || never_a_part(meant.name) || meant.name == "poll_vote" || meant.name == "ack" || meant.name == "feedback_status" || meant.name == parts_.back().name || meant.name == "directive_find") return;
    const bool uses = (said.contains("poll") && meant.args.contains("poll")) || (said.contains("ticket") && meant.args.contains("ticket")) || (said.contains("case") && meant.args.contains("case")) ||
                      ((said.contains("doc") || said.contains("doc_number")) && (meant.args.contains("doc") || meant.args.contains("doc_number")));
    if (uses) intent = std::move(meant), score = found;
  }

  std::string_view text_;
  const Context& context_;
  const Line& line_;
  const Read& whole_;
  std::vector<Cut> cuts_;
  std::vector<Intent> parts_;
  std::size_t from_ = 0, last_from_ = 0;
  bool last_strong_ = true;
};

bool may_have_parts(const Line& line) {
  if (kGreetWord.at(line, line.first) > 0) return true;
  for (auto at = line.first + 1; at < line.last; ++at)
    if (line[at].gap.find_first_of(",.;!") != std::string::npos || kJoints.at(line, at) > 0) return true;
  return false;
}

}  // namespace

std::vector<Intent> read_lines(std::string_view text, const Context& context) {
  std::vector<Intent> found;
  std::size_t lines = 0;
  for (std::size_t at = 0; at < text.size() && lines < kMostLines; ++lines) {
    const auto end = std::min(text.find('\n', at), text.size());
    auto reading = hear(text.substr(at, end - at), context);
    auto intent = read_one(reading).intent;
    if (!silent(intent) && intent.name != "thanks") {
      expect(intent, context, *reading.grammar);
      found.push_back(std::move(intent));
    }
    at = end + 1;
  }
  return found;
}

std::vector<Intent> read_clauses(std::string_view text, const Context& context, const Reading& heard, const Read& whole) {
  constexpr std::array<std::string_view, 4> kUndivided{"thanks", "greet", "invite_code", "relay_code"};
  if (std::find(kUndivided.begin(), kUndivided.end(), whole.intent.name) != kUndivided.end() || !may_have_parts(heard.line)) return {};
  return Splitter(text, context, heard, whole).run();
}

}  // namespace language
