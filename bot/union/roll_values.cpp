// Phones, names, genders, marks, counts, kinds and posts. Days: roll_days.cpp.
#include "bot/union/roll_values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "bot/language/letters.hpp"
#include "bot/language/text.hpp"

namespace trade_union {
namespace {

struct Changed { std::string_view before, after; };
// Eleven figures became ten between 15/9 and 15/11/2018; the seven behind stayed.
constexpr std::array<Changed, 20> changed_2018{{{"0120", "070"}, {"0121", "079"}, {"0122", "077"}, {"0126", "076"}, {"0128", "078"},
                                               {"0123", "083"}, {"0124", "084"}, {"0125", "085"}, {"0127", "081"}, {"0129", "082"},
                                               {"0162", "032"}, {"0163", "033"}, {"0164", "034"}, {"0165", "035"}, {"0166", "036"},
                                               {"0167", "037"}, {"0168", "038"}, {"0169", "039"}, {"0186", "056"}, {"0188", "058"}}};
constexpr Changed changed_gmobile{"0199", "059"};

bool digit(char c) { return c >= '0' && c <= '9'; }

// The figures of the first number in the cell; several: there is another behind it.
struct Figures { std::string text; bool several = false, strange = false; };
Figures figures_of(std::string_view cell) {
  constexpr std::size_t shortest = 8;
  constexpr std::string_view between = " .-()+\xC2\xA0\t'", parting = "/;,\n|&";
  Figures found;
  for (const char c : cell) {
    if (digit(c)) found.text += c;
    else if (parting.find(c) != parting.npos && found.text.size() >= shortest) return found.several = true, found;
    else if (between.find(c) == between.npos && parting.find(c) == parting.npos) found.strange = true;
  }
  return found;
}

bool mobile(std::string_view figures) { return figures.size() == 10 && figures[0] == '0' && std::string_view("35789").find(figures[1]) != std::string_view::npos; }
bool landline(std::string_view figures) { return figures.size() == 11 && figures.starts_with("02"); }

// As a number begins that is dialled within the country.
std::string national(std::string figures) {
  if (figures.starts_with("0084")) figures.erase(0, 4);
  else if (figures.starts_with("84") && figures.size() >= 11) figures.erase(0, 2);
  if (!figures.starts_with('0')) figures.insert(figures.begin(), '0');
  for (const auto& each : changed_2018)
    if (figures.size() == 11 && figures.starts_with(each.before)) return std::string(each.after) + figures.substr(4);
  if (figures.size() == 11 && figures.starts_with(changed_gmobile.before)) return std::string(changed_gmobile.after) + figures.substr(4);
  return figures;
}

void append(std::string& text, UChar32 c) {
  char octets[U8_MAX_LENGTH];
  std::int32_t size = 0;
  U8_APPEND_UNSAFE(octets, size, c);
  text.append(octets, static_cast<std::size_t>(size));
}

template <class F>
void each_character(std::string_view text, F f) {
  std::int32_t at = 0;
  const auto size = static_cast<std::int32_t>(text.size());
  while (at < size) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(text.data(), at, size, c);
    f(c);
  }
}

bool apostrophe(UChar32 c) { return c == '\'' || c == 0x2019 || c == 0x02BC || c == 0x2018 || c == '`' || c == 0x00B4; }

std::string one_apostrophe(std::string_view text) {
  std::string out;
  each_character(text, [&out](UChar32 c) { append(out, apostrophe(c) ? '\'' : c); });
  return out;
}

// Neither all capitals nor all small: as it is. A single letter (A, Y) is no sign of capitals.
bool needs_title(std::string_view name) {
  bool capital = false, small = false;
  std::size_t letters = 0;
  each_character(name, [&](UChar32 c) {
    capital = capital || u_isupper(c);
    small = small || u_islower(c);
    letters += u_isalpha(c) ? 1 : 0;
  });
  return letters > 2 && capital != small;
}

std::string title(std::string_view name) {
  std::string out;
  bool begins = true;
  each_character(name, [&](UChar32 c) {
    append(out, begins ? u_toupper(c) : u_tolower(c));
    begins = !u_isalpha(c);
  });
  return out;
}

// The cell folded, dots and the like gone: what short words are compared by.
std::string plain(std::string_view cell) {
  auto text = language::fold(cell);
  std::erase_if(text, [](char c) { return c == '.' || c == '(' || c == ')' || c == ':'; });
  return text;
}

struct Word { std::string_view written, means; };
template <std::size_t N>
std::string_view meaning(const std::array<Word, N>& words, std::string_view written) {
  const auto found = std::find_if(words.begin(), words.end(), [&](const Word& each) { return each.written == written; });
  return found == words.end() ? std::string_view() : found->means;
}
template <std::size_t N>
std::string_view beginning(const std::array<Word, N>& words, std::string_view written) {
  const auto found = std::find_if(words.begin(), words.end(), [&](const Word& each) {
    return written.starts_with(each.written) && (written.size() == each.written.size() || written[each.written.size()] == ' ');
  });
  return found == words.end() ? std::string_view() : found->means;
}

// The longer beginning stands before the shorter.
constexpr std::array<Word, 26> kinds{{{"lien doan lao dong", "tinh"}, {"ldld", "tinh"}, {"tinh", "tinh"}, {"cap tinh", "tinh"},
  {"cong doan cap tren", "cap_tren"}, {"cap tren truc tiep co so", "cap_tren"}, {"cap tren", "cap_tren"}, {"cap_tren", "cap_tren"}, {"cong doan xa", "cap_tren"},
  {"cong doan phuong", "cap_tren"}, {"cong doan dac khu", "cap_tren"}, {"cong doan cac kcn", "cap_tren"}, {"cdcttt", "cap_tren"},
  {"cong doan nganh", "cap_tren"}, {"cong doan co so", "cdcs"}, {"cdcs", "cdcs"}, {"co so", "cdcs"}, {"cap co so", "cdcs"}, {"nghiep doan", "cdcs"},
  {"cong doan bo phan", "cdbp"}, {"cdbp", "cdbp"}, {"bo phan", "cdbp"}, {"to cong doan", "to"}, {"to cd", "to"}, {"to doan vien", "to"}, {"to", "to"}}};

constexpr std::array<Word, 42> posts{{{"chu tich", "chair"}, {"ct", "chair"}, {"chair", "chair"}, {"pho chu tich", "deputy"}, {"pct", "deputy"}, {"deputy", "deputy"},
  {"uy vien ban chap hanh", "board"}, {"uy vien bch", "board"}, {"uv bch", "board"}, {"uvbch", "board"}, {"bch", "board"}, {"ban chap hanh", "board"},
  {"uy vien ban thuong vu", "board"}, {"uy vien btv", "board"}, {"uv btv", "board"}, {"uvbtv", "board"}, {"board", "board"}, {"uy vien", "board"},
  {"to truong", "to_leader"}, {"tt", "to_leader"}, {"to_leader", "to_leader"}, {"to pho", "to_deputy"}, {"pho to truong", "to_deputy"}, {"to_deputy", "to_deputy"},
  {"chu nhiem ubkt", "inspection"}, {"chu nhiem uy ban kiem tra", "inspection"}, {"pho chu nhiem ubkt", "inspection"}, {"pho chu nhiem uy ban kiem tra", "inspection"},
  {"uy vien ubkt", "inspection"}, {"uy vien uy ban kiem tra", "inspection"}, {"uv ubkt", "inspection"}, {"ubkt", "inspection"},
  {"uy ban kiem tra", "inspection"}, {"inspection", "inspection"}, {"can bo chuyen trach", "officer"}, {"chuyen vien", "officer"}, {"can bo", "officer"},
  {"officer", "officer"}, {"van thu", "clerk"}, {"clerk", "clerk"}, {"quan tri vien", "administrator"}, {"administrator", "administrator"}}};

}  // namespace

Read<Phone> read_phone(std::string_view cell) {
  const auto found = figures_of(cell);
  if (found.text.empty() && !found.strange) return {};
  if (cell.find("E+") != cell.npos || cell.find("e+") != cell.npos) return {{}, "phone_digits_lost"};
  const auto number = national(found.text);
  if (found.strange || (!mobile(number) && !landline(number))) return {{}, "phone_unreadable"};
  return {Phone{"+84" + number.substr(1), found.several}, nullptr};
}

std::string read_text(std::string_view cell) {
  auto text = language::nfc(cell);
  std::string out;
  bool gap = false;
  each_character(text, [&](UChar32 c) {
    if (u_isUWhiteSpace(c) || u_iscntrl(c) || c == 0x200B || c == 0xFEFF) return void(gap = !out.empty());
    if (std::exchange(gap, false)) out += ' ';
    append(out, c);
  });
  return out;
}

Read<std::string> read_person_name(std::string_view cell) {
  constexpr std::size_t longest = 120;
  auto name = one_apostrophe(read_text(cell));
  if (name.empty()) return {};
  if (std::any_of(name.begin(), name.end(), digit)) return {{}, "name_digits"};
  if (name.find_first_of("=<>{}[]@/\\|;:*#\"") != name.npos) return {{}, "name_signs"};  // a formula, an address
  if (name.size() > longest) return {{}, "name_long"};
  return {needs_title(name) ? title(name) : name, nullptr};
}

std::string name_key(std::string_view name) {
  std::string key;
  char tone = 0;
  const auto end_word = [&] {
    if (tone != 0) key += std::exchange(tone, '\0');
  };
  for (const auto& letter : language::letters(name)) {
    if (letter.blank() || apostrophe(static_cast<UChar32>(letter.base))) end_word();
    if (letter.blank() && (key.empty() || key.back() == ' ')) continue;
    append(key, apostrophe(static_cast<UChar32>(letter.base)) ? '\'' : static_cast<UChar32>(letter.base));
    if (letter.quality != 0) key += letter.quality;
    if (letter.tone != 0) tone = letter.tone;
  }
  end_word();
  while (!key.empty() && key.back() == ' ') key.pop_back();
  return key;
}

Read<bool> read_woman(std::string_view cell) {
  const auto text = plain(cell);
  if (text.empty()) return {};
  if (text == "nu" || text == "f" || text == "female" || text == "gai" || text == "n" || text == "ba") return {true, nullptr};
  if (text == "nam" || text == "m" || text == "male" || text == "trai" || text == "ong") return {false, nullptr};
  return {{}, "gender_unreadable"};
}

Read<bool> read_mark(std::string_view cell) {
  const auto text = plain(cell);
  if (text.empty()) return {};
  for (const auto* yes : {"x", "co", "1", "v", "yes", "true", "dung", "\xE2\x9C\x93", "\xE2\x9C\x94", "*", "+"})
    if (text == yes) return {true, nullptr};
  for (const auto* no : {"khong", "0", "no", "false", "-", "sai"})
    if (text == no) return {false, nullptr};
  return {{}, "mark_unreadable"};
}

Read<std::int64_t> read_count(std::string_view cell) {
  constexpr std::size_t most_figures = 9;
  auto text = plain(cell);
  std::erase_if(text, [](char c) { return c == ',' || c == ' '; });
  if (text.empty()) return {};
  std::int64_t count = 0;
  const auto end = text.data() + text.size();
  const bool good = text.size() <= most_figures && std::from_chars(text.data(), end, count).ptr == end && count >= 0;
  if (!good) return {{}, "count_unreadable"};
  return {count, nullptr};
}

std::string_view read_unit_kind(std::string_view cell) { return beginning(kinds, plain(cell)); }

// "Chủ tịch CĐCS", "Phó Chủ tịch công đoàn bộ phận", "Ủy viên BCH CĐCS": what stands behind says where, which has a column of its own.
std::string_view read_post(std::string_view cell) {
  const auto text = plain(cell);
  if (const auto whole = meaning(posts, text); !whole.empty()) return whole;
  std::string_view best, means;
  for (const auto& each : posts)
    if (each.written.size() > best.size() && each.written.size() > 2 && text.starts_with(std::string(each.written) + " ")) best = each.written, means = each.means;
  return means;
}

}  // namespace trade_union
