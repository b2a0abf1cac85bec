// How many lines a second are read on one core, with and without a roll of 100,000 names, beside a plain walk over the same lines
// with ICU's normaliser as the reference; and that hostile lines cost no more for each octet.
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

#include "bot/language/grammar.hpp"
#include "bot/language/intent.hpp"
#include "bot/language/roll.hpp"
#include "bot/language/text.hpp"

namespace {

constexpr int kRounds = 400;
constexpr std::int64_t kNow = 1'795'395'600'000;  // 2026-11-23T08:00:00+07:00
constexpr std::size_t kUnitsOfHundred = 3;        // of each hundred names so many are units

struct Said { const char* text; language::Role role; bool group; };
using language::Role;
const std::vector<Said> kLines{
    {"dạ bc8 em chọn 3 ạ", Role::member, false},
    {"bc5: 2", Role::member, true},
    {"cho em xin kế hoạch 324 với ạ", Role::member, false},
    {"da doc ke hoach 45 roi", Role::member, false},
    {"mai em vắng vì con ốm", Role::member, false},
    {"điểm danh 4821", Role::member, true},
    {"chị ơi mai mấy giờ mình đi chợ Nậm Sơn vậy, nhớ mua hộ em 2 cân gạo nhé", Role::member, true},
    {"ok", Role::member, true},
    {"cả nhà nhớ đem theo áo mưa nha mọi người", Role::member, true},
    {"chúc mừng sinh nhật chị Mai nhé", Role::member, true},
    {"thống kê điểm danh tổ 3 tháng này", Role::chair, false},
    {"gửi 45/KH-LĐLĐ cho tất cả CĐCS, hạn 30/11", Role::officer, false},
    {"phản ánh: quạt xưởng may hỏng 3 cái", Role::member, true},
    {"nhắc tổ 5 đóng đoàn phí trước 30/11", Role::chair, false},
    {"tra số điện thoại Lò Thị Ín CĐCS Cao su Mường Lặn", Role::officer, false},
    {"2", Role::member, false},
};

std::string number(std::size_t n) {
  static const char* syllables[] = {"lan", "muong", "nam", "tra", "son", "hoa", "bac", "pha", "dong", "kim"};
  std::string name;
  for (; n > 0; n /= 10) name += std::string(" ") + syllables[n % 10] + std::to_string(n % 7);
  return name;
}

language::Roll roll_of(std::size_t size) {
  language::Roll::Names names;
  const auto units = size * kUnitsOfHundred / 100;
  for (std::size_t i = 1; i <= units; ++i) names.units.push_back("CĐCS Công ty TNHH" + number(i));
  for (std::size_t i = 1; i <= size - units; ++i) names.people.push_back("Lò Văn" + number(i));
  return {names, language::Grammar::built_in().lexicon()};
}

double lines_a_second(const language::Roll* roll) {
  std::size_t sum = 0;
  const auto from = std::clock();
  for (int round = 0; round < kRounds; ++round)
    for (const auto& line : kLines) sum += language::understand(line.text, {line.role, line.group, kNow, false, nullptr, roll}).name.size();
  const auto seconds = static_cast<double>(std::clock() - from) / CLOCKS_PER_SEC;
  return sum > 0 ? kRounds * static_cast<double>(kLines.size()) / seconds : 0;
}

double folds_a_second() {
  std::size_t sum = 0;
  const auto from = std::clock();
  for (int round = 0; round < 4 * kRounds; ++round)
    for (const auto& line : kLines) sum += language::fold(language::nfc(line.text)).size();
  const auto seconds = static_cast<double>(std::clock() - from) / CLOCKS_PER_SEC;
  return sum > 0 ? 4.0 * kRounds * static_cast<double>(kLines.size()) / seconds : 0;
}

double milliseconds(const std::string& text) {
  const auto from = std::clock();
  const auto name = language::understand(text, {Role::chair, false, kNow, false}).name;
  return name.empty() ? 0 : static_cast<double>(std::clock() - from) * 1e3 / CLOCKS_PER_SEC;
}

std::string repeated(const std::string& part, std::size_t octets) {
  std::string text;
  while (text.size() < octets) text += part;
  return text;
}

}  // namespace

int main() {
  const auto roll = roll_of(100'000), ten = roll_of(10'000), one = roll_of(1'000);
  lines_a_second(nullptr);  // the grammar is read
  const double reference = folds_a_second(), plain = lines_a_second(nullptr), rolled = lines_a_second(&roll);
  std::printf("language: understand                 %9.0f lines/s, reference NFC and fold %9.0f lines/s, ratio %.3f\n", plain, reference, plain / reference);
  std::printf("language: understand, 100,000 names  %9.0f lines/s, reference NFC and fold %9.0f lines/s, ratio %.3f, target >= 50000 lines/s\n", rolled, reference, rolled / reference);
  for (const auto& [size, names] : std::vector<std::pair<int, const language::Roll*>>{{1'000, &one}, {10'000, &ten}, {100'000, &roll}})
    std::printf("language: understand, %7d names  %9.2f µs a line\n", size, 1e6 / lines_a_second(names));
  for (const auto& [what, part] : std::vector<std::pair<const char*, std::string>>{
           {"one word", "chọn "}, {"combining marks", "e\xCC\x81\xCC\xA3\xCC\x82"}, {"numbers", "12/12 "}, {"commas", "bc1: 2, "}, {"calls", "bot ơi, "}, {"no blank", "x"}})
    std::printf("language: hostile, %-17s %9.2f ms for 100,000 octets, %9.2f ms for 10,000\n", what, milliseconds(repeated(part, 100'000)), milliseconds(repeated(part, 10'000)));
}
