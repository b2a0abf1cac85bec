// What a line names: polls, groups, tickets, cases, documents, phones. Each passes over the name if it stands at the cursor. Pure.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "bot/language/words.hpp"

namespace language {

std::optional<int> take_poll(Cursor& cursor);              // "bc7", "BC 7", "bình chọn số 7", "câu 7"
std::optional<std::string> take_group(Cursor& cursor);     // "tổ 3", "to3" → "tổ 3"
std::optional<std::string> take_ticket(Cursor& cursor);    // "pa37", "phản ánh số 37" → "PA-0037"
std::optional<std::string> take_case(Cursor& cursor);      // "gh 5" → "GH-05"
std::optional<std::string> take_phone(Cursor& cursor);     // "0987.000.111", "84 987 000 111" → "+84987000111"
std::optional<std::string> take_target(Cursor& cursor);    // "chỉ tiêu 5", "i6a" → "I5", "I6a"

// "dưới 10 đoàn viên", "100 người trở lên": members_lt 10, members_gte 100.
struct Limit { std::string key; int number = 0; };
std::optional<Limit> take_limit(Cursor& cursor);

// A document: {"doc","doc_type"}, or {"doc_number","doc_type"?}, or {"doc_type"}; an empty object is a bare "văn bản".
struct Document {
  nlohmann::json args = nlohmann::json::object();
  bool numbered() const { return args.contains("doc") || args.contains("doc_number"); }
};
// With `bare`, a number alone will do ("xem 324").
std::optional<Document> take_document(Cursor& cursor, bool bare);

}  // namespace language
