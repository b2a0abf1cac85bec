// Why a line was read as it was.
#include "bot/language/build.hpp"
#include "bot/language/hear.hpp"
#include "bot/language/text.hpp"

namespace language {
namespace {

using nlohmann::json;

json words(const Line& line) {
  json all = json::array();
  for (std::size_t at = 0; at < line.words.size(); ++at) {
    const auto& word = line[at];
    json lists = json::array();
    for (auto i = line.starts[at]; i < line.starts[at + 1]; ++i) {
      const auto& find = line.finds[i];
      if (!line.counts(find)) continue;
      const auto& value = line.lexicon->value(find.value);
      lists.push_back(list_name(find.list) + (value.empty() ? "" : "=" + value) + (find.words > 1 ? "/" + std::to_string(find.words) : ""));
    }
    json shown{{"folded", word.folded}, {"marked", word.marked}};
    if (!lists.empty()) shown["lists"] = std::move(lists);
    if (word.repaired) shown["repaired"] = true;
    if (at < line.first || at >= line.last) shown["courtesy"] = true;
    all.push_back(std::move(shown));
  }
  return all;
}

json values(const Reading& reading) {
  json all = json::array();
  for (const auto& value : reading.values)
    all.push_back({{"kind", name_of(value.kind)}, {"text", reading.line.cut(value.from, std::min<std::size_t>(value.to, reading.line.last))}});
  return all;
}

}  // namespace

json explain(std::string_view text, const Context& context) {
  const auto reading = hear(text.substr(0, 4 * kReadLetters), context);
  json shown{{"normal_form", nfc(text.substr(0, 4 * kReadLetters))}, {"folded", fold(text.substr(0, 4 * kReadLetters))}, {"marks", reading.line.marked}, {"called", reading.called},
             {"words", words(reading.line)}, {"values", values(reading)}, {"candidates", json::array()}};
  for (const auto& candidate : candidates(reading)) {
    const auto intent = build(reading, *candidate.rule);
    shown["candidates"].push_back({{"intent", candidate.rule->name}, {"score", candidate.score}, {"because", candidate.shape->source}, {"args", intent ? intent->args : json("lacks what it cannot be without")}});
  }
  if (reading.form) {
    const auto* rule = form_of(reading);
    shown["form"] = rule ? json(rule->name) : json(nullptr);
  }
  const auto meant = understand(text, context);
  shown["answer"] = {{"intent", meant.name}, {"args", meant.args}, {"guessed", meant.guessed}};
  return shown;
}

std::string shape_of(std::string_view text, const Context& context) {
  const auto reading = hear(text.substr(0, 4 * kReadLetters), context);
  std::string shape;
  std::size_t words = 0;
  for (auto at = reading.line.first; at < reading.line.last && words < 12; ++words) {
    std::size_t to = at + 1;
    std::string part = "?";
    for (const auto& value : reading.values)
      if (value.from == at && value.to > value.from && value.to < reading.line.last + 1 && value.to - value.from < 8 && value.kind < Kind::heads && (part == "?" || value.to > to)) part = "<" + std::string(name_of(value.kind)) + ">", to = value.to;
    std::size_t longest = 0;
    for (auto i = reading.line.starts[at]; part == "?" && i < reading.line.starts[at + 1]; ++i)
      if (const auto& find = reading.line.finds[i]; reading.line.counts(find) && find.words > longest) longest = find.words;
    if (longest > 0) {  // a word of the grammar is no text of a person's own
      part = fold(reading.line.cut(at, at + longest));
      to = at + longest;
    }
    shape += (shape.empty() ? "" : " ") + part;
    at = std::max(to, at + 1);
  }
  return shape;
}

}  // namespace language
