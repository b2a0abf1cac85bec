#include "bot/union/naming.hpp"

#include <algorithm>
#include <set>
#include <sstream>
#include <vector>

#include "bot/language/letters.hpp"
#include "bot/language/relay.hpp"
#include "bot/language/text.hpp"

namespace trade_union {

namespace {

constexpr std::size_t fewest_words = 2, most_words = 6, telling_words = 2;

// Words of talk. Many are names too (Anh, Mai, Vàng): a name bears at least two words that are none of them, or a middle name.
constexpr std::string_view everyday =
    "tôi em anh chị mình bạn cháu cô chú bác ai là ạ dạ vâng ừ ok không ko có được rồi chưa biết gì sao thế nào vậy nhé nha nhỉ à ơi đây đấy này kia cho hỏi xin chào cảm cám ơn đúng sai phải nhầm "
    "đang đã sẽ để làm việc tên gọi nhóm tổ đơn vị công đoàn đoàn viên máy bot đăng ký mã code số điện thoại thì mà với và của ở trong ngoài lại còn muốn cần nhờ giúp khi bao giờ lúc hôm nay ngày "
    "xem đọc gửi tin nhắn bận chờ đợi tí chút lát sau trước quên nhớ tại vì bị hả hử hở thôi đi vào ra lên xuống người ta nó họ các những một hai ba bốn năm trả lời nói kiểu lạ thật đồng ý nhận nghe hiểu "
    "trợ lý thông báo văn bản bình chọn điểm danh họp ảnh link zalo facebook nghỉ làm ca đi về ăn cơm ngủ mệt vui buồn tốt xấu hết thử test hello hi alo";
constexpr std::string_view middle = "thị văn a thi van";

// A word by its letters, small and with their marks wherever they were put; or without marks.
std::u32string key(std::string_view word, bool with_marks) {
  std::u32string letters;
  for (const auto& letter : language::letters(word)) {
    letters += letter.base;
    if (with_marks && letter.marked()) letters += {static_cast<char32_t>(letter.quality), static_cast<char32_t>(letter.tone)};
  }
  return letters;
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> words;
  std::istringstream in{std::string(text)};
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

std::set<std::u32string> keys_of(std::string_view list, bool with_marks) {
  std::set<std::u32string> keys;
  for (const auto& word : split(list)) keys.insert(key(word, with_marks));
  return keys;
}

// With its marks where the line bears any, so that Vàng is not vâng.
bool is_everyday(const std::string& word, bool marked) {
  static const auto with_marks = keys_of(everyday, true), without = keys_of(everyday, false);
  return (marked ? with_marks : without).contains(key(word, marked));
}

bool has_middle(const std::vector<std::string>& words) {
  static const auto names = keys_of(middle, false);
  return words.size() > 2 && std::any_of(words.begin() + 1, words.end() - 1, [](const auto& word) { return names.contains(key(word, false)); });
}

}  // namespace

bool plausible_name(std::string_view name) {
  const auto words = split(name);
  if (words.size() < fewest_words || words.size() > most_words) return false;
  if (has_middle(words)) return true;
  const bool marked = language::has_marks(name);
  const auto telling = std::count_if(words.begin(), words.end(), [&](const auto& word) { return !is_everyday(word, marked); });
  return telling >= static_cast<std::ptrdiff_t>(telling_words);
}

std::optional<std::string> name_in(std::string_view line) {
  const auto name = language::relay_name(line);
  return name && plausible_name(*name) ? name : std::nullopt;
}

}  // namespace trade_union
