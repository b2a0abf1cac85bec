// The worked examples, own lines, and lines kept aside; as written and as people's keyboards change them.
// tests_language "[figures]" prints how many are right.
#include "tests/language/lines.hpp"

#include <catch2/catch.hpp>
#include <cstdio>

#include "bot/language/intent.hpp"

namespace {

struct Spelling { const char* name; lines::Change change; };
const std::vector<Spelling> kSpellings{{"as written", lines::as_written},   {"without marks", lines::without_marks}, {"in capitals", lines::in_capitals},
                                       {"decomposed", lines::decomposed},   {"politely", lines::politely},           {"two letters swapped", lines::swapped}};

double percent(std::size_t part, std::size_t whole) { return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole); }

}  // namespace

TEST_CASE("every worked example is understood with all its arguments") {
  for (const auto& row : lines::rows("examples.tsv")) {
    const auto intent = language::understand(row.text, row.context);
    INFO(lines::told(row, intent));
    CHECK(lines::same(row, intent));
  }
}

TEST_CASE("own lines are understood with all their arguments") {
  for (const auto& row : lines::rows("lines.tsv")) {
    const auto intent = language::understand(row.text, row.context);
    INFO(lines::told(row, intent));
    CHECK(lines::same(row, intent));
  }
}

TEST_CASE("a normal form changes nothing") {
  for (const auto* file : {"examples.tsv", "lines.tsv"})
    for (const auto& row : lines::rows(file)) {
      const auto intent = language::understand(lines::decomposed(row.text), row.context);
      INFO(lines::told(row, intent));
      CHECK(intent.name == language::understand(row.text, row.context).name);
    }
}

// Not run by itself: tests_language "[told]" prints every line that is misread, for whoever mends the grammar.
TEST_CASE("what is misread", "[.told]") {
  for (const auto* file : {"examples.tsv", "lines.tsv", "aside.tsv", "unseen.tsv", "unseen2.tsv", "unseen3.tsv"})
    for (const auto& spelling : kSpellings)
      for (auto row : lines::rows(file)) {
        row.text = spelling.change(row.text);
        const auto intent = language::understand(row.text, row.context);
        if (!lines::same(row, intent)) std::printf("%s%s, %s: %s\n", lines::wrong_action(row, intent) ? "ACTS " : "", file, spelling.name, lines::told(row, intent).c_str());
      }
}

TEST_CASE("figures of understanding", "[figures]") {
  std::printf("%-14s %-20s %6s %9s %11s %14s\n", "lines", "spelling", "count", "intents", "arguments", "wrong actions");
  for (const auto* file : {"examples.tsv", "lines.tsv", "aside.tsv", "unseen.tsv", "unseen2.tsv", "unseen3.tsv"})
    for (const auto& spelling : kSpellings) {
      const auto share = lines::share(file, spelling.change);
      CHECK(share.wrong_actions == 0);
      std::printf("%-14s %-20s %6zu %8.1f%% %10.1f%% %14zu\n", file, spelling.name, share.all, percent(share.intents, share.all), percent(share.arguments, share.all), share.wrong_actions);
    }
  for (const auto* file : {"aside.tsv", "unseen.tsv", "unseen2.tsv", "unseen3.tsv"}) {
    INFO(file);
    const auto share = lines::share(file, lines::as_written);
    CHECK(percent(share.intents, share.all) >= 98);
    CHECK(percent(share.arguments, share.all) >= 97);
  }
}
