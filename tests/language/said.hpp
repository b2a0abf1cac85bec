// A line said to the bot and what it should mean, in all the spellings people use.
#pragma once

#include <string>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>
#include <vector>

#include <catch2/catch.hpp>

#include "bot/language/intent.hpp"
#include "bot/language/text.hpp"

namespace said {

using language::Role;
using nlohmann::json;

struct Row {
  const char* text;
  const char* intent;
  const char* args = "{}";
};

inline std::int64_t now() { return *language::moment_of("2026-11-23T08:00:00+07:00"); }

inline language::Context direct(Role role) { return {role, false, now(), false}; }
inline language::Context group(Role role) { return {role, true, now(), false}; }
inline language::Context asked(Role role) { return {role, true, now(), true}; }

inline std::string utf8(const icu::UnicodeString& wide) {
  std::string text;
  return wide.toUTF8String(text);
}

inline std::string upper(const std::string& text) { return utf8(icu::UnicodeString::fromUTF8(text).toUpper()); }

inline std::string nfd(const std::string& text) {
  UErrorCode error = U_ZERO_ERROR;
  return utf8(icu::Normalizer2::getNFDInstance(error)->normalize(icu::UnicodeString::fromUTF8(text), error));
}

inline void check(const Row& row, const language::Context& context) {
  INFO(row.text);
  const auto intent = language::understand(row.text, context);
  CHECK(intent.name == row.intent);
  CHECK(intent.args == json::parse(row.args));
}

inline void check_all(const std::vector<Row>& rows, const language::Context& context) {
  for (const auto& row : rows) check(row, context);
}

// Free text differs in its letters, never in what it says folded.
inline void check_folded(const std::string& text, const Row& row, const language::Context& context) {
  INFO(text);
  const auto intent = language::understand(text, context);
  CHECK(intent.name == row.intent);
  CHECK(language::fold(intent.args.dump()) == language::fold(json::parse(row.args).dump()));
}

// As written, without marks, in capitals, decomposed, and with the courtesy words people put around.
inline void check_spellings(const std::vector<Row>& rows, const language::Context& context) {
  for (const auto& row : rows) {
    check(row, context);
    const std::string text = row.text;
    for (const auto& spelling : {language::fold(text), upper(language::fold(text)), nfd(text), "  " + text + "  ", "dạ " + text + " ạ",
                                 "em " + text + " nhé ạ", text + " ạ, em cảm ơn", "bot ơi " + text, "@Trợ lý Công đoàn " + text + " với"}) {
      check_folded(spelling, row, context);
    }
  }
}

}  // namespace said
