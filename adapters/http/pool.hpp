// The connections to one destination: idle ones to use again, and a fair queue for the right to have one.
#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <deque>
#include <memory>
#include <vector>

#include "adapters/http/deadline.hpp"

namespace adapters::http {

struct PooledConnection {
  PooledConnection(Transport::Socket socket, boost::asio::ssl::context* tls) : transport(std::move(socket), tls) {}
  Transport transport;
  boost::beast::flat_buffer buffer;
  Deadline::Clock::time_point idle_since{};
};

class Pool {
 public:
  Pool(std::size_t most, std::chrono::milliseconds idle_timeout) : most_(most), idle_timeout_(idle_timeout) {}

  std::unique_ptr<PooledConnection> take_idle();              // the one used last that is still alive; or null
  void put_back(std::unique_ptr<PooledConnection> connection);
  void drop_idle() { idle_.clear(); }

  // The right to one connection, given in the order it was asked for, given back by the destructor.
  class Slot {
   public:
    Slot(std::shared_ptr<Pool> pool, std::shared_ptr<Deadline> deadline);
    ~Slot();
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;
    boost::asio::awaitable<bool> granted();                   // false: the deadline came first
   private:
    friend class Pool;
    std::shared_ptr<Pool> pool_;
    std::shared_ptr<Deadline> deadline_;
    bool held_ = false;
  };

 private:
  void pass_on();                                             // a slot became free
  void drop_stale(Deadline::Clock::time_point now);

  std::size_t most_;
  std::chrono::milliseconds idle_timeout_;
  std::size_t in_use_ = 0;
  std::deque<Slot*> waiting_;
  std::vector<std::unique_ptr<PooledConnection>> idle_;       // the one used last comes last
};

}  // namespace adapters::http
