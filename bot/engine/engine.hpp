// The engine room: events in from the webhooks, turns in order, messages out to the platforms, jobs that come due. Lives on the
// one I/O thread; rules and SQL run as database jobs.
#pragma once

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "adapters/channel.hpp"
#include "adapters/http/client.hpp"
#include "bot/engine/rules_port.hpp"
#include "bot/union/rules.hpp"
#include "storage/alarms.hpp"
#include "storage/database.hpp"
#include "storage/vault.hpp"

namespace engine {

using Clock = std::function<std::int64_t()>;      // UTC milliseconds

// A configured channel: a platform kind with one or more accounts, known by its name in paths and in the database.
struct ChannelSetup {
  std::string name;
  std::shared_ptr<const adapters::Channel> channel;
  struct Account { std::string id; adapters::Credentials initial; };  // initial: from the configuration, until the database has newer
  std::vector<Account> accounts;
  double sends_per_second = 20;                   // of each account: never more in any one-second window
  int connections = 16;                           // exchanges at once, of all accounts together
};

struct Options {
  Clock clock;
  std::string owner;                              // names this server in leases; the engine adds a mark of its own run
  std::size_t inbox_batch = 256;                  // turns handed to the database at once
  int turn_attempts = 5;                          // then the event is dead, visible and replayable
  int send_attempts = 16;                         // with the back-off below: about two hours; then the message is dead
  std::chrono::milliseconds back_off{1'000};      // first retry; doubles with jitter, at most back_off_cap
  std::chrono::milliseconds back_off_cap{600'000};
  std::chrono::milliseconds tick{1'000};          // how often due jobs and late rows are looked for
  std::chrono::milliseconds recheck{60'000};      // how often messages that were claimed and lost from sight are looked for
  std::string public_url;                         // as platforms reach the server, without a slash at the end; "": nothing is fetched from us
  std::chrono::milliseconds quiet{30 * 60'000};   // so long the bot holds back where a human spoke in its name; 0: it goes on
  std::chrono::milliseconds silence{0};           // a channel from which nothing came for so long in daytime raises an alarm; 0: never
  std::chrono::milliseconds probe{5 * 60'000};    // how often the platforms are asked how the accounts are; 0: never
  std::chrono::milliseconds read_back{15'000};    // so long after an unsure send the platform's record is asked for it; 0: never
  std::size_t held_first = 3;                     // messages that waited go out one by one when the person writes; the rest as one digest
  std::shared_ptr<const language::Grammar> grammar{};  // with the deployment's own words; the program's if none
  std::function<void(const std::string& account)> on_write{};  // for measuring: the next thing is that a message of the account is written
  std::function<void(std::string_view event, std::string detail)> log;  // once per fault; detail carries no text, secret or phone
};

// Counted since the start, read by the metrics. Buckets in milliseconds.
struct Histogram {
  static constexpr std::array<double, 10> bounds{0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 50, 250};
  std::array<std::uint64_t, bounds.size() + 1> counts{};
  double sum = 0;
  std::uint64_t count = 0;
  void add(double milliseconds);
};
struct Stats {
  std::map<std::pair<std::string, std::string>, std::uint64_t> events;   // channel, result: accepted, duplicate, ignored, chatter, failed
  std::map<std::string, std::uint64_t> intents;                          // turns by intent
  std::map<std::pair<std::string, std::string>, std::uint64_t> sends;    // channel, outcome
  Histogram turn_time;                                                    // inside the transaction
};
struct QueueState {
  std::int64_t inbox_waiting = 0, inbox_dead = 0;
  std::int64_t replies_due = 0, bulk_due = 0, held = 0, rejected = 0, unsure = 0, outbox_dead = 0;
  std::int64_t oldest_due_ms = 0;                                         // age of the oldest due message
  std::map<std::pair<std::string, std::string>, std::int64_t> token_age_ms;  // channel, account
  bool sending_stopped = false;                                           // after a restore, until `nhipcau resume`
  std::vector<storage::alarms::Alarm> alarms;                             // open ones
};

class Engine {
 public:
  Engine(boost::asio::io_context& io, storage::Database& database, const trade_union::Rules& rules, adapters::http::Client& client,
         const storage::Vault& vault, std::vector<ChannelSetup> channels, Options options);
  Engine(boost::asio::io_context& io, storage::Database& database, RulesPort rules, adapters::http::Client& client,
         const storage::Vault& vault, std::vector<ChannelSetup> channels, Options options);
  ~Engine();

  // Appends the events to the inbox; durable when it returns. Group lines that are not for the bot, and `ignored` events, end here:
  // counted, never written. Throws storage::Unavailable (then nothing was kept). I/O thread.
  boost::asio::awaitable<void> accept(std::string channel, std::vector<adapters::Event> events);

  void start();                                                           // spawns inbox worker, one sender a channel, scheduler
  boost::asio::awaitable<void> stop(std::chrono::milliseconds grace);     // finishes what was begun; what was claimed is settled
  void wake();                                                            // something changed behind its back (a command): look again

  const ChannelSetup* channel(std::string_view name) const;
  Stats stats() const;                                                    // I/O thread
  boost::asio::awaitable<QueueState> queues();

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;  // shared with the coroutines it started
};

}  // namespace engine
