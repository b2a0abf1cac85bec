// Names to addresses, kept for a minute; one look-up at a time for a name, however many exchanges wait for it.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "adapters/http/deadline.hpp"

namespace adapters::http {

class ResolverCache : public std::enable_shared_from_this<ResolverCache> {
 public:
  using Endpoints = std::vector<boost::asio::ip::tcp::endpoint>;
  struct Found { Endpoints endpoints; std::string failure; };   // no endpoints: failure says why

  explicit ResolverCache(const boost::asio::any_io_executor& executor) : executor_(executor) {}
  // Held by shared_ptr; gives up at the deadline, the look-up itself goes on for whoever comes next.
  boost::asio::awaitable<Found> find(std::string host, std::string port, std::shared_ptr<Deadline> deadline);
  void forget(const std::string& host, const std::string& port);  // the addresses turned out to be of no use

 private:
  struct Entry {
    Found found;
    Deadline::Clock::time_point at{};
    bool running = false;
    std::vector<std::shared_ptr<Deadline>> waiting;
  };
  static boost::asio::awaitable<void> look_up(std::shared_ptr<ResolverCache> self, std::string host, std::string port);

  boost::asio::any_io_executor executor_;
  std::map<std::string, Entry> entries_;  // by "host port"
};

}  // namespace adapters::http
