// Documents, for members: has read one, wants one.
#include "bot/language/phrases.hpp"
#include "bot/language/reading.hpp"
#include "bot/language/refs.hpp"
#include "bot/language/when.hpp"

namespace language {
namespace {

constexpr int kMostNewest = 50;

bool blank_document(const Document& document) { return document.args.empty(); }

// "3 văn bản mới nhất", "văn bản mới"
std::optional<Intent> take_newest(Cursor cursor) {
  const auto count = cursor.take_number(kMostNewest);
  cursor.take(phrases::kQuantity);
  const auto document = take_document(cursor, false);
  if (!document || document->numbered() || !cursor.take(phrases::kNewest)) return std::nullopt;
  while (cursor.take(phrases::kFindFiller)) {
  }
  if (!cursor.done()) return std::nullopt;
  Intent intent{"directive_find", document->args};
  intent.args["latest"] = count.value_or(1);
  return intent;
}

// What follows the document: a period, the deadline asked for, the words of its subject.
bool take_details(Cursor& cursor, nlohmann::json& args, std::int64_t now) {
  while (!cursor.done()) {
    if (cursor.take(phrases::kFindFiller)) continue;
    if (cursor.see(phrases::kUntilWhen)) {
      args["field"] = "deadline";
      cursor.at = cursor.line().last;
    } else if (const auto period = take_period(cursor, now)) {
      args["period"] = *period;
    } else if (cursor.take(phrases::kAbout)) {
      if (!cursor.done()) args["query"] = cursor.rest();
      cursor.at = cursor.line().last;
    } else {
      return false;
    }
  }
  return true;
}

// "đã xem 3" among people is chatter, "đã đọc 324" is what the announcement asks them to write.
bool short_bare_number(const nlohmann::json& args) {
  return !args.contains("doc_type") && !args.contains("doc") && args.value("doc_number", "").size() < 2;
}

}  // namespace

std::optional<Intent> read_ack(const Reading& reading) {
  Cursor cursor(reading.line);
  if (!cursor.take(phrases::kHaveRead)) return std::nullopt;
  while (cursor.take(phrases::kAckFiller)) {
  }
  auto document = take_document(cursor, true);
  while (cursor.take(phrases::kAckFiller)) {
  }
  const bool numbered = document && document->numbered() && !(reading.form && short_bare_number(document->args));
  if (!cursor.done() || (reading.form && !numbered)) return std::nullopt;
  if (numbered) return Intent{"ack", document->args};
  return Intent{"ack", {{"needs", "one_unread_document"}}};
}

std::optional<Intent> read_find(const Reading& reading) {
  if (reading.form && !reading.slash) return std::nullopt;
  Cursor cursor(reading.line);
  bool asks = false;
  while (cursor.take(phrases::kFind) || cursor.take(phrases::kAskFor)) asks = true;
  if (!asks && !reading.context.group && reading.context.role < Role::chair) asks = cursor.take(phrases::kSend);
  if (auto newest = take_newest(cursor)) return newest;
  const auto document = take_document(cursor, asks);
  if (!document) return std::nullopt;
  Intent intent{"directive_find", document->args};
  const auto at = cursor.at;
  if (cursor.take(phrases::kTo) && cursor.take(phrases::kSelf) && cursor.done()) return intent;  // "gửi kế hoạch 324 cho em"
  cursor.at = at;
  if (!take_details(cursor, intent.args, reading.context.now)) return std::nullopt;
  if (!document->numbered() && !asks && intent.args.size() == document->args.size()) return std::nullopt;
  if (blank_document(*document) && intent.args.empty()) return std::nullopt;
  return intent;
}

}  // namespace language
