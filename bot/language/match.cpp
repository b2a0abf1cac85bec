#include "bot/language/match.hpp"

#include <algorithm>

#include "bot/language/forms.hpp"

namespace language {
namespace {

constexpr int kListScore = 10, kMoreWordScore = 3, kValueScore = 12, kEdgeScore = 2;
constexpr std::size_t kNearWords = 2;
const Phrases kBecause("because"), kPolite("polite_ask");

struct Span { std::size_t from = 0, to = 0; };

class Matcher {
 public:
  explicit Matcher(const Reading& reading) : reading_(reading), line_(reading.line) {
    spans_.reserve(4 * reading.line.finds.size() + 16);
    const auto& grammar = *reading.grammar;
    std::vector<bool> name(line_.words.size() + 1);  // "Luong" and "Mai" in a name are no pay and no day
    for (const auto& value : reading.values) {
      if (value.kind != Kind::name && value.kind != Kind::person) continue;
      for (auto at = value.from; at < value.to; ++at) {
        const bool capital = at > value.from && line_.mixed_case && line_[at].capital;  // "anh Dung" says no đừng
        name[at] = name[at] || capital || value.kind == Kind::name;
      }
    }
    for (auto at = line_.first; at < line_.last; ++at) {
      for (auto i = line_.starts[at]; !name[at] && i < line_.starts[at + 1]; ++i) {
        const auto& find = line_.finds[i];
        if (find.list >= grammar.symbols_of_list().size() || at + find.words > line_.last || !line_.counts(find)) continue;
        for (const auto symbol : grammar.symbols_of_list()[find.list]) {
          const auto& value = grammar.symbols()[symbol].value;
          if (!value || *value == find.value) note(symbol, {at, at + find.words});
        }
      }
    }
    for (const auto& value : reading.values)
      for (const auto symbol : grammar.symbols_of_kind(value.kind)) note(symbol, {value.from, value.to});
    for (const auto& [key, said] : reading.implied.items())
      if (const auto kind = kind_of_key(key))
        for (const auto symbol : grammar.symbols_of_kind(*kind)) note(symbol, {line_.first, line_.first}), note(symbol, {line_.last, line_.last});
    std::stable_sort(spans_.begin(), spans_.end(), [](const Noted& a, const Noted& b) { return a.symbol < b.symbol; });
  }

  std::vector<Candidate> run() {
    std::vector<Candidate> found;
    for (const auto& rule : reading_.grammar->rules()) {
      Candidate best;
      for (const auto& shape : rule.shapes) {
        std::vector<std::pair<std::size_t, std::size_t>> spans;
        const auto score = fits(shape, spans);
        if (score && doubted(rule, shape, spans)) continue;
        if (score && (!best.shape || *score > best.score)) best = {&rule, &shape, *score, std::move(spans)};
      }
      if (best.shape) found.push_back(best);
    }
    std::stable_sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
    return found;
  }

 private:
  static std::optional<Kind> kind_of_key(const std::string& key) {
    if (key == "poll") return Kind::poll;
    if (key == "ticket") return Kind::ticket;
    if (key == "case") return Kind::case_number;
    if (key == "doc" || key == "doc_number") return Kind::doc;
    return std::nullopt;
  }

  void note(std::uint16_t symbol, Span span) {
    present_.set(symbol);
    spans_.push_back({symbol, span});
  }

  struct Noted { std::uint16_t symbol = 0; Span span; };
  struct Places {
    const Noted *from, *to;
    const Noted* begin() const { return from; }
    const Noted* end() const { return to; }
  };
  // Where the symbol stands, from left to right.
  Places of(std::uint16_t symbol) const {
    const auto less = [](const Noted& noted, std::uint16_t wanted) { return noted.symbol < wanted; };
    const auto* from = std::lower_bound(spans_.data(), spans_.data() + spans_.size(), symbol, less);
    const auto* to = from;
    while (to < spans_.data() + spans_.size() && to->symbol == symbol) ++to;
    return {from, to};
  }

  int worth(const Item& item, const Span& span) const {
    const auto& symbol = reading_.grammar->symbols()[item.symbol];
    const int words = static_cast<int>(span.to - span.from);
    return (symbol.kind ? kValueScore : kListScore + kMoreWordScore * (words - 1)) + (item.first ? kEdgeScore : 0) + (item.last ? kEdgeScore : 0);
  }

  // The best-scoring run of the items in their order; each item takes the first place that fits behind the one before.
  std::optional<int> group_score(const std::vector<Item>& items, std::size_t& begin, std::size_t& end) {
    std::optional<int> best;
    for (const auto& [symbol, start] : of(items[0].symbol)) {
      if (!edges_fit(items[0], start)) continue;
      int score = worth(items[0], start);
      auto at = start.to;
      bool whole = true;
      for (std::size_t i = 1; i < items.size() && whole; ++i) {
        const auto* next = place_behind(items[i], at);
        whole = next != nullptr;
        if (whole) score += worth(items[i], *next), at = next->to;
      }
      if (whole && (!best || score > *best)) best = score, begin = start.from, end = at;
    }
    return best;
  }

  const Span* place_behind(const Item& item, std::size_t at) {
    const Span* best = nullptr;
    for (const auto& [symbol, span] : of(item.symbol)) {
      if (span.from < at || !edges_fit(item, span) || (item.near && span.from > at + kNearWords)) continue;
      if (!best || span.from < best->from || (span.from == best->from && span.to > best->to)) best = &span;
    }
    return best;
  }

  bool edges_fit(const Item& item, const Span& span) const {
    return (!item.first || span.from == line_.first) && (!item.last || span.to == line_.last);
  }

  // What the intent excludes counts up to the reason that is given ("vắng vì tăng ca").
  std::size_t reason_from(std::size_t behind) const {
    for (auto at = behind; at < line_.last; ++at)
      if (kBecause.at(line_, at) > 0) return at;
    return line_.last;
  }

  // "đừng chốt bc 7", "bc 7 chốt chưa": said of the act, not of its reason or of a text behind a colon, and no part of the phrase itself
  // ("không nhận phiếu nữa"). "được không" is politeness: it is asked about, see build.cpp.
  bool doubted(const Rule& rule, const Shape& shape, const std::vector<std::pair<std::size_t, std::size_t>>& spans) const {
    for (const auto symbol : rule.never) {
      if (!present_.test(symbol)) continue;
      std::size_t end = line_.first;
      for (const auto& span : spans) end = std::max(end, span.second);
      auto cut = reason_from(end);
      if (const auto* text = reading_.value(Kind::colon_text)) cut = std::min<std::size_t>(cut, text->from);
      for (const auto& [_, span] : of(symbol))
        if (span.from < cut && kPolite.before(line_, span.to) < 2 && !own_word(shape, spans, span)) return true;
    }
    return false;
  }

  static bool own_word(const Shape& shape, const std::vector<std::pair<std::size_t, std::size_t>>& spans, const Span& word) {
    for (std::size_t i = 0; i < spans.size(); ++i)
      if (shape.groups[i].size() == 1 && spans[i].first <= word.from && word.to <= spans[i].second) return true;
    return false;
  }

  std::optional<int> fits(const Shape& shape, std::vector<std::pair<std::size_t, std::size_t>>& spans) {
    if (reading_.context.role < shape.least || reading_.context.role > shape.most) return std::nullopt;
    for (const auto symbol : shape.needed)
      if (!present_.test(symbol)) return std::nullopt;
    int score = shape.bonus;
    std::size_t end = line_.first;
    for (const auto& group : shape.groups) {
      std::size_t from = 0, to = 0;
      const auto part = group_score(group, from, to);
      if (!part) return std::nullopt;
      score += *part;
      end = std::max(end, to);
      spans.emplace_back(from, to);
    }
    std::optional<std::size_t> cut;
    for (const auto symbol : shape.nots) {
      if (!present_.test(symbol)) continue;
      if (!cut) cut = reason_from(end);
      for (const auto& noted : of(symbol))
        if (noted.span.from < *cut && !inside_phrase(noted.span)) return std::nullopt;
    }
    return score;
  }

  // Without marks "dong" in "lao dong" is no đóng.
  bool inside_phrase(const Span& span) const {
    if (line_.marked || span.to != span.from + 1 || line_[span.from].folded != "dong") return false;
    constexpr std::size_t kBack = 3;
    for (auto at = span.from > line_.first + kBack ? span.from - kBack : line_.first; at <= span.from; ++at)
      for (auto i = line_.starts[at]; i < line_.starts[at + 1]; ++i)
        if (line_.finds[i].words > 1 && at + line_.finds[i].words > span.from && !line_.finds[i].exact) return true;
    return false;
  }

  const Reading& reading_;
  const Line& line_;
  SymbolSet present_;
  std::vector<Noted> spans_;
};

}  // namespace

std::vector<Candidate> candidates(const Reading& reading) { return Matcher(reading).run(); }

const Rule* form_of(const Reading& reading) {
  for (const auto& rule : reading.grammar->rules()) {
    for (const auto& form : rule.forms)
      if (reading.context.role >= form.least && is_form(reading, form)) return &rule;
  }
  return nullptr;
}

}  // namespace language
