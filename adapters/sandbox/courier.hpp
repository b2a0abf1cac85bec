// Webhooks on their way to the bot: signed like the platform's, in order per conversation, repeated on its schedule. What fails too
// long switches an account's webhooks off, as the platforms do: Zalo after its last repetition, Facebook after an hour of failures.
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <memory>

#include "adapters/sandbox/stage.hpp"

namespace adapters::sandbox {

struct CourierStats {
  std::uint64_t attempts = 0;               // posts, repeated ones among them
  std::uint64_t delivered = 0;              // answered 200
  std::uint64_t given_up = 0;               // the last try failed too
  std::uint64_t waiting = 0;                // not delivered yet: queued, under way, or between two tries
  std::uint64_t dropped = 0;                // not even tried: webhooks were off, or the Page has not subscribed to them
};

class Courier {
 public:
  // Signs with the secrets of `stage` and posts to its webhook URLs; waits are multiplied by retry_scale.
  Courier(boost::asio::io_context& io, std::shared_ptr<Stage> stage, double retry_scale);
  ~Courier();
  // Dropped if the platform has no webhook URL. A failed one is repeated later; the next ones do not wait for it.
  void post(Webhook webhook);
  CourierStats stats() const;
  // Forgets what waits; what is under way ends by itself.
  void stop();

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace adapters::sandbox
