// A whole bot for the benchmarks, put together like bot/app.cpp but for the engine, which starts when the benchmark
// says so.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "bot/engine/engine.hpp"
#include "storage/database.hpp"

namespace bench {

struct BotOptions {
  std::string graph_url = "http://127.0.0.1:9";       // where it sends; nobody listens there
  std::string page_token = "token";
  double sends_per_second = 0;                        // one an hour
  int connections = 64;
};

// Serves Messenger's Page of people.hpp on a free port, on a thread of its own. Any thread.
class Bot {
 public:
  Bot(storage::Database& database, const BotOptions& options);
  ~Bot();
  std::uint16_t port() const;
  void start();                                       // the engine: turns and sends begin
  engine::Stats stats();
  void accept(std::vector<adapters::Event> events);   // durable when it returns

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The Messenger channel of the bot by itself.
std::shared_ptr<const adapters::Channel> messenger(const std::string& graph_url);

}  // namespace bench
