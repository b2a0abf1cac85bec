// Reads names of documents: official numbers in any spelling, or a kind and a number.
#include "bot/language/refs.hpp"
#include "bot/language/text.hpp"

namespace language {
namespace {

const Phrases kNumberWord("number_word"), kSpans("span_word");
const Meanings kKinds("kinds");

constexpr std::size_t kLongestDocNumber = 6;  // "12345a"

bool doc_digits(const Word& word) {
  const auto& text = word.folded;
  if (text.empty() || text.size() > kLongestDocNumber || text[0] < '0' || text[0] > '9') return false;
  const auto end = text.find_first_not_of("0123456789");
  if (end == std::string::npos) return text.size() < kLongestDocNumber;
  return end + 1 == text.size() && text[end] >= 'a' && text[end] <= 'z' && text[end] != 'h' && text[end] != 'g' && text[end] != 'p';
}

bool tied(const Word& word) { return (word.gap == "/" || word.gap == "-") ; }

// Puts the words from the number on together as "324/KH-LĐLĐ" and lets doc_number() judge; the count of words it takes.
std::size_t official_at(const Line& line, std::size_t at, std::string& official) {
  std::string joined = line.words[at].folded;
  bool code_seen = false;
  std::size_t best = 0;
  for (auto next = at + 1; next < line.last && next < at + 6; ++next) {
    const auto& word = line.words[next];
    const auto written = line.cut(next, next + 1);
    const bool loose = word.gap.empty() && (code_seen ? known_organ(written) : !kind_code(written).empty());
    if (!tied(word) && !loose) break;
    if (word.gap.empty() && best > 0) break;
    joined += (tied(word) ? word.gap : code_seen ? "-" : "/") + written;
    code_seen = code_seen || !kind_code(written).empty();
    if (const auto found = doc_number(joined)) {
      official = official_doc(*found);
      best = next - at + 1;
    }
  }
  return best;
}

std::optional<Document> take_official(Cursor& cursor) {
  if (cursor.done() || !doc_digits(cursor.word())) return std::nullopt;
  std::string official;
  const auto count = official_at(cursor.line(), cursor.at, official);
  if (count == 0) return std::nullopt;
  cursor.at += count;
  Document found;
  found.args["doc"] = official;
  found.args["doc_type"] = doc_number(official)->kind;
  return found;
}

// "324/KH", "99/CV-LDLD": a number and a kind that make no official number.
std::optional<Document> take_half_official(Cursor& cursor) {
  const auto& line = cursor.line();
  if (cursor.left() < 2 || !doc_digits(cursor.word()) || !tied(line.words[cursor.at + 1])) return std::nullopt;
  const auto kind = kind_code(line.cut(cursor.at + 1, cursor.at + 2));
  if (kind.empty()) return std::nullopt;
  Document found;
  found.args["doc_number"] = cursor.word().folded;
  found.args["doc_type"] = kind;
  cursor.at += 2;
  while (!cursor.done() && tied(cursor.word()) && known_organ(line.cut(cursor.at, cursor.at + 1))) ++cursor.at;
  return found;
}

bool date_follows(const Cursor& cursor) {
  const auto next = cursor.at + 1;
  return next < cursor.line().last && cursor.line().words[next].gap == "/" && cursor.line().words[next].number();
}

std::optional<std::string> take_doc_digits(Cursor& cursor) {
  if (cursor.done() || !doc_digits(cursor.word()) || date_follows(cursor)) return std::nullopt;
  const auto next = cursor.at + 1;  // "văn bản 6 tháng đầu năm", "kế hoạch 5 ngày"
  if (cursor.word().number() && next < cursor.line().last && cursor.line()[next].gap.empty() && kSpans.at(cursor.line(), next) > 0) return std::nullopt;
  return cursor.line().words[cursor.at++].folded;
}

std::optional<Document> take_number(Cursor& cursor) {
  if (auto found = take_official(cursor)) return found;
  return take_half_official(cursor);
}

}  // namespace

std::optional<Document> take_document(Cursor& cursor, bool bare) {
  if (auto found = take_number(cursor)) return found;
  const auto from = cursor.at;
  if (const auto kind = cursor.take(kKinds)) {
    const bool short_ct = *kind == "CT" && cursor.at == from + 1;
    cursor.take(kNumberWord);
    if (auto found = take_number(cursor)) return found;
    Document found;
    if (*kind != "none") found.args["doc_type"] = *kind;
    if (auto digits = take_doc_digits(cursor)) {
      found.args["doc_number"] = *digits;
      if (short_ct) found.args["needs"] = "CT_may_mean_chi_thi_or_chu_tich";
    } else if (*kind == "BC" || (*kind != "none" && cursor.at == from + 1 && cursor.line().words[from].folded.size() <= 3)) {
      cursor.at = from;  // "tb", "hd" and "báo cáo" without a number name nothing
      return std::nullopt;
    }
    return found;
  }
  cursor.take(kNumberWord);
  if (auto digits = bare ? take_doc_digits(cursor) : std::nullopt) {
    Document found;
    found.args["doc_number"] = *digits;
    return found;
  }
  cursor.at = from;
  return std::nullopt;
}

}  // namespace language
