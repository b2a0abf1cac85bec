// The last thing before a message is written: waits until the account's rate lets it through. I/O thread.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <memory>
#include <utility>

#include "bot/engine/pacing.hpp"

namespace engine {

// Milliseconds of a clock that never jumps; a moment of it means nothing elsewhere.
std::int64_t steady_ms();

class Gate {
 public:
  Gate(boost::asio::io_context& io, double rate) : io_(io), pacing_(rate) {}
  // A claimed row's right to be written some time; it goes when the row is written or is given up.
  class Place {
   public:
    explicit Place(Gate& gate) : gate_(gate) { gate_.pacing_.reserve(1); }
    ~Place() { leave(); }
    Place(const Place&) = delete;
    void leave() { if (std::exchange(held_, false)) gate_.pacing_.release(); }
   private:
    Gate& gate_;
    bool held_ = true;
  };

  boost::asio::awaitable<void> pass(std::shared_ptr<Place> place);  // returns at the moment the row may be written; counts it
  Pacing& pacing() { return pacing_; }

 private:
  boost::asio::io_context& io_;
  Pacing pacing_;
};

}  // namespace engine
