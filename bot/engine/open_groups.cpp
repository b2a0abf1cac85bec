#include "bot/engine/open_groups.hpp"

#include "bot/engine/supervise.hpp"
#include "storage/await.hpp"

namespace engine {
namespace {

auto read_keys(const Shared& context) {
  return storage::async_read(context->database, [context, now = context->now()](storage::Session& session) { return context->rules.open_groups(session, now); });
}

}  // namespace

boost::asio::awaitable<void> OpenGroups::read() {
  auto keys = co_await read_keys(context_);
  keys_ = std::unordered_set<std::string>(std::make_move_iterator(keys.begin()), std::make_move_iterator(keys.end()));
  known_ = true;
}

void OpenGroups::read_again() {
  stale_ = true;
  if (reading_ || context_->stopping) return;
  reading_ = true;
  spawn_worker(*context_, "open_questions", [this] { return keep_reading(); });
}

boost::asio::awaitable<void> OpenGroups::keep_reading() {
  while (stale_) {
    stale_ = false;
    try {
      co_await read();
    } catch (...) {
      stale_ = true;
      throw;
    }
  }
  reading_ = false;
}

}  // namespace engine
