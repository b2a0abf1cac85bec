#include "bot/union/presence.hpp"

#include <nlohmann/json.hpp>

#include "bot/language/intent.hpp"
#include "bot/language/text.hpp"
#include "storage/campaigns.hpp"
#include "storage/instead.hpp"
#include "storage/people.hpp"
#include "storage/questions.hpp"

namespace trade_union {

namespace {

const std::string& who(const Incoming& in) { return in.sender_id.empty() ? in.from.id : in.sender_id; }

std::optional<storage::Identity> known(storage::Session& session, const Incoming& in) {
  return storage::find_identity(session, in.from.channel, in.from.account, who(in));
}

}  // namespace

void note_left(storage::Session& session, const Incoming& in, std::int64_t now) {
  if (const auto identity = known(session, in)) storage::set_unreachable(session, identity->id, in.at != 0 ? in.at : now);
}

void forget(storage::Session& session, const templates::Catalog& catalog, const Incoming& in, std::int64_t now, Turn& turn) {
  const auto actor = "channel:" + in.from.channel;
  if (who(in).empty()) {
    storage::log_audit(session, {.at = now, .actor = actor, .action = "erase_request", .subject = "nobody_named", .channel = in.from.channel});
    return tell_officers(session, catalog.render("chat/vi/erase_unnamed", {{"when", language::say_moment(now)}}), {}, "", now, turn);
  }
  const auto identity = known(session, in);
  if (!identity) return;
  storage::log_audit(session, {.at = now, .actor = actor, .action = "erase_request", .subject = "identity:" + std::to_string(identity->id), .channel = in.from.channel});
  const auto conversation = conversation_key({in.from.channel, in.from.account, false, who(in)});
  for (const auto id : storage::forget_identity(session, identity->id, conversation, now))
    if (const auto delivery = storage::delivery(session, id)) storage::settle_delivery(session, *delivery, "failed", "erased", now);
}

void answer_comment(storage::Session& session, const templates::Catalog& catalog, const Incoming& in, std::int64_t now, Turn& turn) {
  const bool below_ours = in.from.id.starts_with(in.from.account + "_");  // a post's id begins with its Page
  if (language::trim(in.text).empty() || in.message_id.empty() || (!below_ours && !language::addressed(in.text, false))) return;
  if (!storage::answer_comment_once(session, in.from.channel, in.message_id, now)) return;
  turn.out.push_back({.to = {in.from.channel, in.from.account, false, in.sender_id.empty() ? in.message_id : in.sender_id},
                      .text = catalog.render("chat/vi/comment_reply", nlohmann::json::object()), .manner = Manner::private_reply, .target = in.message_id});
}

}  // namespace trade_union
