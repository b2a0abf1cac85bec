// Documents, for officers: sending one down, asking who has it.
#include "bot/language/phrases.hpp"
#include "bot/language/reading.hpp"
#include "bot/language/refs.hpp"
#include "bot/language/when.hpp"

namespace language {
namespace {

using nlohmann::json;

// "các CĐCS" is a level, "CĐCS Chè Pu Lan" a name.
bool ends_target(const Cursor& cursor) {
  return cursor.done() || !cursor.word().gap.empty() || cursor.see(phrases::kAfterTarget) || cursor.see(phrases::kTargets) || cursor.see(phrases::kTo);
}

// One addressee; a unit's name stands as written up to what may follow it.
void take_target(Cursor& cursor, const Reading& reading, json& targets) {
  const auto from = cursor.at;
  const auto target = cursor.take(phrases::kTargets);
  if (target && ends_target(cursor)) {
    // "Everybody" is the province to an officer; to a chair the own unit, which needs no name.
    const bool everybody = *target == "all";
    if (!everybody) targets.push_back(*target);
    else if (reading.context.role == Role::officer) targets.push_back("toàn tỉnh");
    return;
  }
  cursor.at = from;
  if (auto group = take_group(cursor)) {
    targets.push_back(*group);
    while (!cursor.done() && cursor.word().number()) {  // "tổ 1, 2, 3"
      targets.push_back("tổ " + cursor.word().folded);
      ++cursor.at;
    }
    return;
  }
  while (!cursor.done() && !(cursor.at > from && (cursor.word().wears(',') || cursor.see(phrases::kAfterTarget)))) ++cursor.at;
  targets.push_back(cursor.line().cut(from, cursor.at));
}

void take_targets(Cursor& cursor, const Reading& reading, json& args) {
  json targets = json::array();
  do {
    take_target(cursor, reading, targets);
  } while (!cursor.done() && (cursor.take(phrases::kAnd) || cursor.see(phrases::kTargets) || cursor.take(phrases::kTo)));
  if (!targets.empty()) args["targets"] = targets;
}

// What may stand anywhere after the verb: urgency, deadline, the wish for an answer.
bool take_detail(Cursor& cursor, json& args, std::int64_t now) {
  if (const auto urgency = cursor.take(phrases::kUrgency)) {
    args["urgency"] = *urgency;
    return true;
  }
  if (cursor.take(phrases::kAskAck)) {
    args["require_ack"] = true;
    return true;
  }
  const auto from = cursor.at;
  if (cursor.take(phrases::kDeadline)) {
    if (const auto when = take_when(cursor, now, Lean::ahead); when && when->day) {
      args["deadline"] = iso(*when->day);
      return true;
    }
  }
  cursor.at = from;
  return false;
}

bool inside_own_unit(const json& targets) {
  for (const auto& target : targets) {
    const auto text = target.get<std::string>();
    if (text.rfind("tổ ", 0) != 0) return false;
  }
  return true;
}

}  // namespace

std::optional<Intent> read_broadcast(const Reading& reading) {
  if (reading.form && !reading.slash) return std::nullopt;
  Cursor cursor(reading.line);
  Intent intent{"broadcast"};
  const auto now = reading.context.now;
  const auto at = take_when(cursor, now, Lean::ahead);
  if (!cursor.take(phrases::kSend)) return std::nullopt;
  while (take_detail(cursor, intent.args, now)) {
  }
  const auto document = take_document(cursor, true);
  if (!document || document->args.empty()) return std::nullopt;
  intent.args.update(document->args);
  bool addressed_to = false;
  while (!cursor.done()) {
    if (take_detail(cursor, intent.args, now)) continue;
    if (addressed_to || !cursor.take(phrases::kTo) || cursor.done() || cursor.see(phrases::kSelf)) return std::nullopt;
    take_targets(cursor, reading, intent.args);
    addressed_to = true;
  }
  if (!addressed_to && !reading.chair()) return std::nullopt;
  if (at) intent.args["at"] = starting_moment(*at, now);
  const bool outside = intent.args.contains("targets") && !inside_own_unit(intent.args["targets"]);
  if (reading.context.role < Role::chair || (reading.context.role == Role::chair && outside)) intent.args["expect"] = "deny";
  return intent;
}

// "hướng dẫn 12 bao nhiêu % đơn vị đã xác nhận", "những CĐCS nào chưa nhận kế hoạch 324"
std::optional<Intent> read_broadcast_status(const Reading& reading) {
  if (reading.form) return std::nullopt;
  Cursor cursor(reading.line);
  std::optional<Document> document;
  bool units = false, got = false, rate = false;
  while (!cursor.done()) {
    rate = rate || cursor.word().wears('%');
    if (!document && (document = take_document(cursor, false))) continue;
    if (cursor.take(phrases::kRate)) rate = true;
    else if (cursor.take(phrases::kUnitsWord)) units = true;
    else if (cursor.take(phrases::kGotIt)) got = true;
    else if (!cursor.take(phrases::kStatusFiller)) return std::nullopt;
  }
  if (!document || !document->numbered() || !got || !(units || rate)) return std::nullopt;
  if (!units) return std::nullopt;
  Intent intent{"broadcast_status", document->args};
  if (rate) intent.args["metric"] = "ack_rate";
  return intent;
}

}  // namespace language
