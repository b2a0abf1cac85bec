// What a line names: polls, groups, tickets, documents. Each passes over the name if it stands at the cursor. Pure.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "bot/language/words.hpp"

namespace language {

std::optional<int> take_poll(Cursor& cursor);              // "bc7", "BC 7", "bình chọn số 7", "câu 7"
std::optional<std::string> take_group(Cursor& cursor);     // "tổ 3", "to3" → "tổ 3"
std::optional<std::string> take_ticket(Cursor& cursor);    // "pa37", "phản ánh số 37" → "PA-0037"

// A document: {"doc","doc_type"}, or {"doc_number","doc_type"?}, or {"doc_type"}; an empty object is a bare "văn bản".
struct Document {
  nlohmann::json args = nlohmann::json::object();
  bool numbered() const { return args.contains("doc") || args.contains("doc_number"); }
};
// With `bare`, a number alone will do ("xem 324").
std::optional<Document> take_document(Cursor& cursor, bool bare);

}  // namespace language
