// Thousands of lines of people among themselves: hardly one may be answered. tests_language "[chatter]" prints the figures.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <map>
#include <set>
#include <sstream>

#include "tests/language/lines.hpp"
#include "tests/language/said.hpp"
#include "tests/lines/embedded.hpp"

namespace {

constexpr std::size_t kMostOfOne = 16, kFewestLines = 3'000;

struct Chatter { std::map<std::string, std::vector<std::string>> slots; std::vector<std::string> lines; };

std::vector<std::string> parts_of(const std::string& text) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, '|');) {
    const auto from = part.find_first_not_of(' '), to = part.find_last_not_of(' ');
    if (from != std::string::npos) parts.push_back(part.substr(from, to - from + 1));
  }
  return parts;
}

Chatter read_chatter() {
  Chatter chatter;
  std::istringstream in{std::string(tests::lines::embedded().at("chatter.txt"))};
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    const auto end = line.find(']');
    if (line[0] == '[') chatter.slots[line.substr(1, end - 1)] = parts_of(line.substr(end + 1));
    else chatter.lines.push_back(line);
  }
  return chatter;
}

// The line with what the slots hold, the `nth` way: each slot goes at its own pace.
std::string filled(const Chatter& chatter, const std::string& line, std::size_t nth) {
  std::string text;
  std::size_t pace = 1;
  for (std::size_t at = 0; at < line.size();) {
    if (line[at] != '{') {
      text += line[at++];
      continue;
    }
    const auto end = line.find('}', at);
    const auto& choices = chatter.slots.at(line.substr(at + 1, end - at - 1));
    text += choices[(nth * pace + text.size()) % choices.size()];
    pace += 2;
    at = end + 1;
  }
  return text;
}

// Marks typed as Telex leaves them in the first word that bears one: "điểm" → "ddieemr".
std::string half_typed(const std::string& text) {
  static const std::vector<std::pair<const char*, const char*>> typed{{"ă", "aw"}, {"â", "aa"}, {"đ", "dd"}, {"ê", "ee"}, {"ô", "oo"}, {"ơ", "ow"}, {"ư", "uw"}, {"á", "as"}, {"à", "af"}, {"ả", "ar"}, {"ã", "ax"}, {"ạ", "aj"},
                                                                     {"ấ", "aas"}, {"ầ", "aaf"}, {"ậ", "aaj"}, {"ắ", "aws"}, {"ế", "ees"}, {"ề", "eef"}, {"ể", "eer"}, {"ệ", "eej"}, {"í", "is"}, {"ì", "if"}, {"ó", "os"}, {"ò", "of"},
                                                                     {"ọ", "oj"}, {"ố", "oos"}, {"ồ", "oof"}, {"ổ", "oor"}, {"ộ", "ooj"}, {"ớ", "ows"}, {"ờ", "owf"}, {"ở", "owr"}, {"ợ", "owj"}, {"ú", "us"}, {"ù", "uf"}, {"ụ", "uj"}};
  for (const auto& [letter, keys] : typed)
    if (const auto at = text.find(letter); at != std::string::npos) return lines::without_marks(text.substr(0, at) + keys + text.substr(at + std::string_view(letter).size()));
  return text;
}

std::set<std::string> chatter_lines() {
  const auto chatter = read_chatter();
  std::set<std::string> all;
  for (const auto& line : chatter.lines)
    for (std::size_t nth = 0; nth < kMostOfOne; ++nth) {
      const auto text = filled(chatter, line, nth);
      all.insert(text);
      if (nth % 2 == 0) all.insert(lines::without_marks(text));
      if (nth % 4 == 1) all.insert(half_typed(text));
    }
  return all;
}

}  // namespace

TEST_CASE("people among themselves are hardly ever answered", "[chatter]") {
  const auto lines = chatter_lines();
  REQUIRE(lines.size() >= kFewestLines);
  for (const auto role : {said::Role::member, said::Role::chair}) {
    std::size_t answered = 0;
    for (const auto& line : lines) {
      const auto intent = language::understand(line, said::group(role));
      if (intent.name == "ignore") continue;
      ++answered;
      std::printf("  answered: %s => %s\n", line.c_str(), intent.name.c_str());
    }
    std::printf("%zu lines of chatter, %s: %zu answered, %.2f in 1,000\n", lines.size(), role == said::Role::member ? "member" : "chair", answered, 1000.0 * static_cast<double>(answered) / static_cast<double>(lines.size()));
    CHECK(1000 * answered < 2 * lines.size());
  }
}

// A poll or a meeting is open in the group: only what is an answer and nothing else counts.
TEST_CASE("an open question makes no answers of chatter", "[chatter]") {
  constexpr std::size_t kLongestAnswer = 24;  // octets
  std::size_t taken = 0, long_ones = 0;
  for (const auto& line : chatter_lines()) {
    const auto intent = language::understand(line, said::asked(said::Role::member));
    if (intent.name == "ignore" || intent.name == "unclear") continue;
    ++taken;
    if (line.size() > kLongestAnswer) ++long_ones, std::printf("  taken for an answer: %s => %s\n", line.c_str(), intent.name.c_str());
  }
  const auto all = chatter_lines().size();
  std::printf("with a question open: %zu of %zu lines taken for an answer, %zu of them longer than an answer is\n", taken, all, long_ones);
  CHECK(1000 * long_ones < 2 * all);
}
