#include "bot/engine/known_roll.hpp"

#include <algorithm>
#include <array>

#include "bot/engine/supervise.hpp"
#include "storage/await.hpp"

namespace engine {
namespace {

// Turns that bring a name, change it, or carry out what was asked back before.
bool changes_names(const std::string& intent) {
  constexpr std::array<std::string_view, 11> kChanging{"confirm_yes", "member_add", "member_remove", "register", "profile_update", "unit_close", "merge_decide", "relay_admit", "invite_code", "data_erase", "multi"};
  return std::find(kChanging.begin(), kChanging.end(), intent) != kChanging.end();
}

auto read_names(const Shared& context, bool changed) {
  return storage::async_read(context->database, [context, changed, now = context->now()](storage::Session& session) {
    context->rules.read_names(session, now, changed);
    return true;
  });
}

}  // namespace

void KnownRoll::look_again() {
  stale_ = true;
  if (reading_ || context_->stopping || !context_->rules.read_names) return;
  reading_ = true;
  spawn_worker(*context_, "known_roll", [this] { return keep_reading(); });
}

void KnownRoll::after_turn(const std::string& intent) {
  if (!changes_names(intent)) return;
  changed_ = changed_ || intent == "profile_update";        // a name may be spelt otherwise and as long as before
  look_again();
}

boost::asio::awaitable<void> KnownRoll::keep_reading() {
  while (stale_ && !context_->stopping) {
    stale_ = false;
    const bool changed = changed_;
    changed_ = false;
    try {
      co_await read_names(context_, changed);
    } catch (...) {
      stale_ = true;
      throw;
    }
  }
  reading_ = false;
}

}  // namespace engine
