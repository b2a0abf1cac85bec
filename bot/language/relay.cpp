// The relay kit (bộ đăng lại): the chair asks for the text to post by hand, says that it was posted, tells of a group; whoever comes
// through it sends the code of the unit. All wordings of it stand here.
#include "bot/language/relay.hpp"

#include <algorithm>
#include <cctype>

#include "bot/language/courtesy.hpp"
#include "bot/language/reading.hpp"
#include "bot/language/refs.hpp"
#include "bot/language/text.hpp"

namespace language {
namespace {

const Phrases kKit{"bộ đăng lại", "lấy bộ đăng lại", "xin bộ đăng lại", "cho xin bộ đăng lại", "bài đăng", "bài đăng lại", "lấy bài đăng", "lấy bài đăng lại", "xin bài đăng",
                   "cho xin bài đăng", "cho em xin bài đăng", "lấy bài để đăng", "lấy mã qr", "mã qr", "lấy link"};
const Phrases kPosted{"đã đăng", "đã đăng lại", "đã đăng bài", "đã dán", "đã dán link", "đã dán bài", "đã đăng link", "đã đưa", "đã chuyển tiếp", "đăng rồi", "mới đăng", "vừa đăng"};
const Phrases kUndo{"bỏ đã đăng", "huỷ đã đăng", "chưa đăng", "chưa đăng lại", "bỏ đăng", "huỷ đăng", "gỡ đã đăng", "rút đã đăng", "đăng nhầm"};
const Phrases kInto{"lên", "vào", "trong", "ở", "sang", "cho", "lên các", "vào các"};
const Phrases kGroupWord{"nhóm", "group", "hội", "nhóm chat", "các nhóm", "hết các nhóm", "nhóm riêng"};
const Phrases kAnyGroup{"facebook", "fb", "zalo", "riêng", "kín", "của tổ", "của mình", "tổ", "đơn vị", "của đơn vị", "công đoàn", "chung", "cả"};
const Phrases kDone{"rồi", "xong", "xong rồi", "ạ", "nhé"};
const Phrases kNewGroup{"thêm nhóm đăng lại", "khai nhóm đăng lại", "nhóm đăng lại", "thêm nhóm ngoài"};
const Phrases kCodeWord{"mã", "mã đơn vị", "code", "nhập mã", "mã nhóm", "mã số"};
const Phrases kAdmit{"nhận khách", "nhận khách số"};
const Phrases kRefuse{"từ chối khách", "không nhận khách", "từ chối khách số"};
const Phrases kIs{"là"};
const Phrases kRight{"đúng", "đúng rồi", "phải", "phải rồi", "vâng", "dạ", "dạ vâng", "có", "ok", "oke", "chuẩn", "chính xác", "đồng ý", "đúng ạ", "yes", "đúng là tôi", "đúng là em", "là tôi", "là em"};
const Phrases kWrong{"không", "không phải", "sai", "sai rồi", "nhầm", "nhầm rồi", "không đúng", "chưa đúng", "không phải tôi", "không phải em", "no"};

const Phrases kNameLead{"tôi là", "em là", "mình là", "tên là", "tên tôi là", "tên em là", "tên mình là", "tôi tên là", "em tên là", "mình tên là", "họ tên", "họ và tên", "tên", "là",
                        "dạ em là", "em tên", "tôi tên", "dạ tôi là", "chào em là", "anh là", "chị là"};

constexpr std::size_t kFewestNameWords = 2, kMostNameWords = 7, kLongestName = 60;
constexpr std::size_t kHalf = 4;
constexpr int kMostArrivals = 100'000'000;

bool code_letter(char c) { return kInviteAlphabet.find(c) != std::string_view::npos; }
char upper(char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); }

// The whole line names nothing beside the document.
std::optional<Intent> about_document(const Line& line, const Phrases& head, const char* name) {
  Cursor cursor(line);
  if (!cursor.take(head)) return std::nullopt;
  const auto document = take_document(cursor, true);
  while (cursor.take(kDone)) {
  }
  if (!document || !document->numbered() || !cursor.done()) return std::nullopt;
  return Intent{name, document->args};
}

// "… lên nhóm facebook rồi": which group only if it has a name of its own.
void take_group_name(Cursor& cursor, nlohmann::json& args) {
  cursor.take(kInto);
  cursor.take(kGroupWord);
  while (cursor.take(kAnyGroup) || cursor.take(kDone)) {
  }
  if (cursor.done()) return;
  args["group"] = cursor.rest();
}

std::optional<Intent> read_posted(const Line& line) {
  Cursor cursor(line);
  if (!cursor.take(kPosted)) return std::nullopt;
  const auto document = take_document(cursor, true);
  if (!document || !document->numbered()) return std::nullopt;
  Intent intent{"relay_posted", document->args};
  while (cursor.take(kDone)) {
  }
  if (!cursor.done() && !cursor.see(kInto) && !cursor.see(kGroupWord)) return std::nullopt;
  if (!cursor.done()) take_group_name(cursor, intent.args);
  return intent;
}

std::optional<Intent> read_new_group(const Line& line) {
  Cursor cursor(line);
  if (!cursor.take(kNewGroup) || cursor.done()) return std::nullopt;
  return Intent{"relay_group", {{"text", cursor.rest()}}};
}

std::optional<Intent> read_guest(const Line& line) {
  Cursor cursor(line);
  const bool admits = cursor.take(kAdmit);
  if (!admits && !cursor.take(kRefuse)) return std::nullopt;
  const auto number = cursor.take_number(kMostArrivals);
  if (!number) return std::nullopt;
  if (!admits) return cursor.done() ? std::optional(Intent{"relay_refuse", {{"guest", *number}}}) : std::nullopt;
  cursor.take(kIs);
  if (cursor.done()) return std::nullopt;
  return Intent{"relay_admit", {{"guest", *number}, {"who", cursor.rest()}}};
}

std::optional<Intent> read_code(const Line& line) {
  Cursor cursor(line);
  const bool said = cursor.take(kCodeWord);
  if (cursor.done()) return std::nullopt;
  const auto written = cursor.rest();
  const auto code = relay_code(written);
  const bool shaped = written.size() == 2 * kHalf + 1 && written[kHalf] == '-' &&
                      std::any_of(written.begin(), written.end(), [](char c) { return std::isupper(static_cast<unsigned char>(c)) || std::isdigit(static_cast<unsigned char>(c)); });
  return !code.empty() && (said || shaped) ? std::optional(Intent{"relay_code", {{"code", code}}}) : std::nullopt;
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
  auto line = read_words(text, 60);
  take_courtesy(line);
  if (whole(line, kRight)) return true;
  if (whole(line, kWrong)) return false;
  return std::nullopt;
}

std::optional<std::string> relay_name(std::string_view text) {
  auto line = read_words(text, 200);
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

std::optional<Intent> read_relay(const Reading& reading) {
  if (reading.form) return std::nullopt;
  const auto& line = reading.line;
  if (auto code = read_code(line)) return code;
  if (auto kit = about_document(line, kKit, "relay_kit")) return kit;
  if (auto undone = about_document(line, kUndo, "relay_undo")) return undone;
  if (auto posted = read_posted(line)) return posted;
  if (auto guest = read_guest(line)) return guest;
  return read_new_group(line);
}

}  // namespace language
