// Lines and what they mean, from tests/language/data: one a line, "role[+g] <tab> text <tab> intent <tab> args".
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "bot/language/intent.hpp"

namespace lines {

struct Row { language::Context context; std::string text, intent; nlohmann::json args; std::string rule; };  // rule: the last line above that began with ##

std::vector<Row> rows(std::string_view file);        // "examples.tsv": of the files embedded in this program

// Free text is compared folded, lists that are sets in any order; what is empty or false may be left out; an opinion's text is no argument.
bool same(const Row& row, const language::Intent& intent);
std::string told(const Row& row, const language::Intent& intent);
// Would it do something that was not meant, without asking first?
bool wrong_action(const Row& row, const language::Intent& intent);

// How many of the rows are right, with `change` done to each text first.
struct Share { std::size_t all = 0, intents = 0, arguments = 0, wrong_actions = 0; };
using Change = std::string (*)(const std::string&);
Share share(std::string_view file, Change change);

std::string as_written(const std::string& text);
std::string without_marks(const std::string& text);
std::string in_capitals(const std::string& text);
std::string decomposed(const std::string& text);
std::string politely(const std::string& text);       // "dạ … ạ"
std::string swapped(const std::string& text);        // two letters of the longest word changed about

}  // namespace lines
