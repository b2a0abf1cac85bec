// The relay kit (bộ đăng lại): the chair asks for the text to post by hand, says that it was posted, tells of a group; whoever comes
// through it sends the code of the unit. Its wordings are grammar/relay.txt.
#include "bot/language/relay.hpp"

#include <algorithm>
#include <cctype>

#include "bot/language/courtesy.hpp"
#include "bot/language/refs.hpp"
#include "bot/language/takers.hpp"
#include "bot/language/text.hpp"
#include "bot/language/whole.hpp"

namespace language {
namespace {

const Phrases kInto("relay_into"), kGroupWord("relay_group_word"), kAnyGroup("relay_any_group"), kDone("relay_done"), kNewGroup("relay_new_group"), kAdmit("relay_admit"),
    kRefuse("relay_refuse"), kIs("relay_is"), kRight("relay_right"), kWrong("relay_wrong"), kNameLead("relay_name_lead"), kToGroup("to_group");

constexpr std::size_t kFewestNameWords = 2, kMostNameWords = 7, kLongestName = 60;
constexpr std::size_t kHalf = 4;
constexpr int kMostArrivals = 100'000'000;

bool code_letter(char c) { return kInviteAlphabet.find(c) != std::string_view::npos; }
char upper(char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); }

Line plain_line(std::string_view text, std::size_t limit) {
  auto line = read_words(text, limit, Grammar::built_in().lexicon());
  line.look_up();
  return line;
}

bool whole(const Line& line, const Phrases& phrases) { return line.size() > 0 && phrases.at(line, line.first) == line.size(); }

}  // namespace

std::string relay_code(std::string_view written) {
  std::string code;
  for (const char c : written) {
    if (c == '-' || c == ' ' || c == '.') continue;
    if (!code_letter(upper(c)) || code.size() == 2 * kHalf) return {};
    code += upper(c);
  }
  return code.size() == 2 * kHalf ? code : std::string();
}

std::optional<bool> relay_answer(std::string_view text) {
  auto line = plain_line(text, 60);
  take_courtesy(line);
  if (whole(line, kRight)) return true;
  if (whole(line, kWrong)) return false;
  return std::nullopt;
}

std::optional<std::string> relay_name(std::string_view text) {
  auto line = plain_line(text, 200);
  if (line.size() > kFewestNameWords && line.words[line.last - 1].folded == "a" && line.words[line.last - 1].bears_mark) --line.last;  // ạ
  Cursor cursor(line);
  while (cursor.left() > kFewestNameWords && cursor.take(kNameLead)) {
  }
  if (cursor.left() < kFewestNameWords || cursor.left() > kMostNameWords) return std::nullopt;
  for (auto at = cursor.at; at < line.last; ++at) {
    const auto& folded = line.words[at].folded;
    if (folded.empty() || !std::all_of(folded.begin(), folded.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '\''; })) return std::nullopt;
  }
  const auto name = nfc(trim(cursor.rest()));
  return length(name) <= kLongestName ? std::optional(name) : std::nullopt;
}

namespace take {

// "… lên nhóm facebook rồi": which group only if it has a name of its own.
void relay_group(Taker& taker) {
  const auto at = taker.seek(kToGroup);
  if (at >= taker.line.last) return;
  Cursor cursor(taker.line, at);
  const auto numbered = [&] { auto ahead = cursor; return take_group(ahead).has_value(); };  // "tổ 3" is a name, "tổ" is none
  while (!numbered() && (cursor.take(kInto) || cursor.take(kGroupWord) || cursor.take(kAnyGroup) || cursor.take(kDone) || cursor.take(kToGroup))) {
  }
  if (!cursor.done() && !taker.used(cursor.at)) taker.args["group"] = cursor.rest();
}

void relay_group_text(Taker& taker) {
  Cursor cursor(taker.line);
  if (cursor.take(kNewGroup) && !cursor.done()) taker.args["text"] = cursor.rest();
}

void relay_guest(Taker& taker) {
  Cursor cursor(taker.line);
  const bool admits = cursor.take(kAdmit);
  if (!admits) cursor.take(kRefuse);
  const auto number = cursor.take_number(kMostArrivals);
  if (!number) return;
  taker.args["guest"] = *number;
  cursor.take(kIs);
  if (admits && !cursor.done()) taker.args["who"] = cursor.rest();
}

void relay_code(Taker& taker) {
  if (const auto code = relay_code_of(taker.line)) taker.args["code"] = *code;
}

}  // namespace take

}  // namespace language
