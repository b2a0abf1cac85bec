// Reads the grammar's text. Its language is described in docs/language.md.
#include "bot/language/grammar.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>

#include "bot/language/text.hpp"
#include "language/grammar_files/embedded.hpp"

namespace language {
namespace {

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, at);) parts.push_back(trim(part));
  return parts;
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

Role role_named(const std::string& name) {
  if (name == "member" || name == "all") return Role::member;
  if (name == "chair") return Role::chair;
  if (name == "officer") return Role::officer;
  throw std::invalid_argument("unknown role " + name);
}

// The tokens of a shape: "quoted phrases", (a | b) kept together.
std::vector<std::string> tokens_of(const std::string& text) {
  std::vector<std::string> tokens;
  std::string token;
  int depth = 0;
  bool quoted = false;
  for (const char c : text + " ") {
    if (c == '"') quoted = !quoted;
    depth += !quoted && (c == '(' || c == '{' || c == '<') ? 1 : !quoted && (c == ')' || c == '}' || c == '>') ? -1 : 0;
    if ((c == ' ' || c == '\t') && depth == 0 && !quoted) {
      if (!token.empty()) tokens.push_back(token);
      token.clear();
    } else {
      token += c;
    }
  }
  if (depth != 0 || quoted) throw std::invalid_argument("brackets or quotes do not match");
  return tokens;
}

// "a (b | c) d" → "a b d", "a c d". An item keeps its signs: "^(b | c)" is no form of its own, "(^b | ^c)" is.
std::vector<std::vector<std::string>> alternatives(const std::vector<std::string>& tokens) {
  std::vector<std::vector<std::string>> all{{}};
  for (auto token : tokens) {
    const bool first = token[0] == '^' && token.size() > 1 && token[1] == '(';
    if (first) token.erase(0, 1);
    std::string suffix;
    while (token[0] == '(' && token.back() != ')') suffix.insert(suffix.begin(), token.back()), token.pop_back();
    const auto choices = token[0] == '(' ? split(token.substr(1, token.size() - 2), '|') : std::vector<std::string>{token};
    std::vector<std::vector<std::string>> longer;
    for (const auto& before : all)
      for (const auto& choice : choices) {
        std::string word = first ? "^" : "";
        word += choice;
        word += suffix;
        longer.push_back(before);
        longer.back().push_back(std::move(word));
      }
    all = std::move(longer);
  }
  return all;
}

}  // namespace

class GrammarReader {
 public:
  explicit GrammarReader(Grammar& grammar) : grammar_(grammar) {}

  void read(std::string_view name, std::string_view text) {
    std::istringstream in{std::string(text)};
    std::string statement;
    std::size_t number = 0, begun = 0;
    const auto finish = [&] {
      try {
        if (!statement.empty()) statements_.push_back({std::string(name) + " line " + std::to_string(begun), statement});
      } catch (const std::invalid_argument& error) {
        throw std::invalid_argument(std::string(name) + " line " + std::to_string(begun) + ": " + error.what());
      }
      statement.clear();
    };
    for (std::string line; std::getline(in, line);) {
      ++number;
      const bool goes_on = !line.empty() && line[0] == ' ' && !statement.empty() && (statement[0] == '[');
      const auto bare = trim(line);
      if (bare.empty() || bare[0] == '#') continue;
      if (goes_on) {
        statement += " " + bare;
        continue;
      }
      finish();
      begun = number;
      statement = bare;
    }
    finish();
  }

  // Lists first: shapes may name lists that come after them.
  void build() {
    for (const auto& statement : statements_) guarded(statement, [&] { words(statement.text); });
    for (const auto& statement : statements_) guarded(statement, [&] { shape(statement.text); });
    link();
  }

 private:
  struct Statement { std::string where, text; };

  template <class F>
  void guarded(const Statement& statement, F&& what) {
    try {
      what();
    } catch (const std::invalid_argument& error) {
      throw std::invalid_argument(statement.where + ": " + error.what());
    }
  }

  void words(const std::string& text) {
    if (text[0] == '[') return list(text);
    const auto first = text.substr(0, text.find(' '));
    const auto rest = text.size() > first.size() ? trim(text.substr(first.size())) : "";
    if (first == "spell" || first == "alias") return pair(first, rest);
    if (first == "holiday")
      for (const auto& day : split(rest, ',')) grammar_.holidays_.insert(day);
  }

  void list(const std::string& text) {
    const auto end = text.find(']');
    if (end == std::string::npos) throw std::invalid_argument("a list is written [name] or [name=value]");
    const auto head = text.substr(1, end - 1);
    const auto equals = head.find('=');
    const auto name = head.substr(0, equals), value = equals == std::string::npos ? std::string() : head.substr(equals + 1);
    for (const auto& phrase : split(text.substr(end + 1), ',')) {
      if (phrase.empty()) continue;
      if (phrase[0] == '@') grammar_.lexicon_->add_list(name, value, phrase.substr(1));
      else grammar_.lexicon_->add(name, value, phrase);
    }
  }

  void pair(const std::string& what, const std::string& text) {
    const auto equals = text.find('=');
    if (equals == std::string::npos) throw std::invalid_argument(what + " needs a =");
    const auto meant = trim(text.substr(0, equals));
    for (const auto& written : split(text.substr(equals + 1), ',')) {
      if (what == "spell") grammar_.lexicon_->add_spelling(written, meant);
      else grammar_.aliases_[fold(written)] = meant;
    }
  }

  void shape(const std::string& text) {
    if (text[0] == '[') return;
    const auto first = text.substr(0, text.find_first_of(" :"));
    const auto rest = text.size() > first.size() ? trim(text.substr(first.size())) : "";
    if (first == "spell" || first == "alias" || first == "holiday") return;
    if (first == "intent") return intent(rest);
    if (!rule_) throw std::invalid_argument("there is no intent yet that \"" + first + "\" belongs to");
    if (first == "say") return say(text);
    if (first == "form") return form(text);
    if (first == "args") { for (auto& word : words_of(rest)) if (word != "none" && std::find(rule().args.begin(), rule().args.end(), word) == rule().args.end()) rule().args.push_back(word); return; }
    if (first == "must") { for (auto& word : words_of(rest)) rule().must.push_back(word); return; }
    if (first == "needs") return need(rest);
    if (first == "never") { for (const auto& word : words_of(rest)) rule().never.push_back(symbol(word)); return; }
    throw std::invalid_argument("unknown word " + first);
  }

  Rule& rule() { return grammar_.rules_[*rule_]; }

  void intent(const std::string& text) {
    const auto said = words_of(text);
    if (said.empty()) throw std::invalid_argument("an intent has a name");
    const auto known = std::find_if(grammar_.rules_.begin(), grammar_.rules_.end(), [&](const Rule& each) { return each.name == said[0]; });
    rule_ = static_cast<std::size_t>(known - grammar_.rules_.begin());
    if (known == grammar_.rules_.end()) grammar_.rules_.push_back({said[0], Role::member, false, {}, {}, {}, {}, {}, {}});
    for (std::size_t i = 1; i < said.size(); ++i) {
      if (said[i] == "confirm") rule().confirm = true;
      else rule().role = role_named(said[i]);
    }
  }

  void need(const std::string& text) {
    Need need;
    bool without = false;
    for (const auto& word : words_of(text)) {
      if (need.needs.empty()) need.needs = word;
      else if (word == "without") without = true;
      else if (without) need.without.push_back(word);
      else need.only = word;
    }
    rule().needs.push_back(need);
  }

  std::uint16_t symbol(const std::string& written) {
    for (std::size_t i = 0; i < grammar_.symbols_.size(); ++i)
      if (grammar_.symbols_[i].name == written) return static_cast<std::uint16_t>(i);
    Symbol made;
    made.name = written;
    const auto inner = written.substr(1, written.size() - 2);
    if (written[0] == '<') {
      made.kind = kind_named(inner);
      if (!made.kind) throw std::invalid_argument("no value is called " + written);
    } else if (written[0] == '"') {
      grammar_.lexicon_->add(written, "", inner);
      made.list = list_id(written);
    } else if (written[0] == '{') {
      const auto equals = inner.find('=');
      made.list = list_id(inner.substr(0, equals));
      if (!grammar_.lexicon_->has(made.list)) throw std::invalid_argument("there is no list " + inner.substr(0, equals));
      if (equals != std::string::npos) made.value = grammar_.lexicon_->value_id(inner.substr(equals + 1));
    } else {
      throw std::invalid_argument("cannot read " + written);
    }
    if (grammar_.symbols_.size() + 1 >= kMostSymbols) throw std::invalid_argument("too many different marks");
    grammar_.symbols_.push_back(made);
    return static_cast<std::uint16_t>(grammar_.symbols_.size() - 1);
  }

  Item item(std::string written) {
    Item made;
    if (written[0] == '^') made.first = true, written.erase(0, 1);
    for (; !written.empty() && (written.back() == '$' || written.back() == '?' || written.back() == '*'); written.pop_back()) {
      made.last = made.last || written.back() == '$';
      made.maybe = made.maybe || written.back() != '$';
      made.many = made.many || written.back() == '*';
    }
    if (written.empty()) throw std::invalid_argument("an empty mark");
    made.symbol = symbol(written);
    return made;
  }

  void say(const std::string& text) {
    auto tokens = tokens_of(text.substr(3));
    Shape frame;
    frame.source = text;
    if (!tokens.empty() && tokens[0][0] == ':') {
      const auto role = tokens[0].substr(1);
      if (role == "member") frame.most = Role::member;
      else frame.least = role_named(role);
      tokens.erase(tokens.begin());
    }
    if (!tokens.empty() && (tokens[0][0] == '+' || tokens[0][0] == '-')) {
      frame.bonus = std::stoi(tokens[0]);
      tokens.erase(tokens.begin());
    }
    std::vector<std::string> wanted;
    for (const auto& token : tokens) {
      if (token[0] == '!') frame.nots.push_back(symbol(token.substr(1)));
      else wanted.push_back(token);
    }
    if (wanted.empty()) throw std::invalid_argument("a shape without marks fits everything");
    for (const auto& choice : alternatives(wanted)) add_shape(frame, choice);
  }

  void add_shape(Shape shape, const std::vector<std::string>& tokens) {
    shape.groups.emplace_back();
    bool near = true;
    for (const auto& token : tokens) {
      if (token == "&") { shape.groups.emplace_back(); near = true; continue; }
      if (token == "..") { near = false; continue; }
      auto made = item(token);
      made.near = near;
      near = true;
      shape.needed.push_back(made.symbol);
      shape.groups.back().push_back(made);
    }
    rule().shapes.push_back(std::move(shape));
  }

  // "form", "form:chair"
  void form(const std::string& text) {
    auto tokens = tokens_of(text.substr(4));
    Role least = Role::guest;
    if (!tokens.empty() && tokens[0][0] == ':') {
      least = role_named(tokens[0].substr(1));
      tokens.erase(tokens.begin());
    }
    for (const auto& choice : alternatives(tokens)) {
      Form made;
      made.least = least;
      for (const auto& token : choice) made.items.push_back(item(token));
      rule().forms.push_back(std::move(made));
    }
  }

  void link() {
    for (std::size_t i = 0; i < grammar_.symbols_.size(); ++i) {
      const auto& each = grammar_.symbols_[i];
      const auto id = static_cast<std::uint16_t>(i);
      if (each.kind) {
        grammar_.of_kind_[static_cast<std::size_t>(*each.kind)].push_back(id);
      } else {
        if (grammar_.of_list_.size() <= each.list) grammar_.of_list_.resize(each.list + 1U);
        grammar_.of_list_[each.list].push_back(id);
      }
    }
  }

  Grammar& grammar_;
  std::vector<Statement> statements_;
  std::optional<std::size_t> rule_;
};

Grammar Grammar::read(const std::vector<std::string>& extra) {
  Grammar made;
  GrammarReader reader(made);
  for (const auto* name : {"courtesy.txt", "things.txt", "topics.txt", "acts.txt", "intents.txt", "offices.txt", "relay.txt"}) reader.read(name, grammar_files::embedded().at(name));
  for (const auto& text : extra) reader.read("own words", text);
  reader.build();
  return made;
}

const Grammar& Grammar::built_in() {
  static const Grammar grammar = read({});
  return grammar;
}

}  // namespace language
