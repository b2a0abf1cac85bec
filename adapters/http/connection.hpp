// One client's connection: requests in, answers out, every wait under a deadline that the server's sweep enforces.
#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "adapters/http/forwarded.hpp"
#include "adapters/http/request_parser.hpp"
#include "adapters/http/response_writer.hpp"
#include "adapters/http/server.hpp"
#include "adapters/http/transport.hpp"

namespace adapters::http {

using Clock = std::chrono::steady_clock;

// What all connections of a server share; lives as long as the last of them.
struct ServerContext {
  ServerOptions options;
  Handler handler;
  TrustedProxies proxies;
  std::optional<boost::asio::ssl::context> tls;
  ServerStats stats;
  bool stopping = false;
};

class Connection {
 public:
  Connection(boost::asio::ip::tcp::socket socket, const boost::asio::ip::address& peer,
             std::shared_ptr<ServerContext> context);

  boost::asio::awaitable<void> run();        // serves requests until the connection ends
  boost::asio::awaitable<void> turn_away();  // answers 503 and closes: the server is full

  void expire(Clock::time_point now);        // ends the present wait if its deadline has passed
  void ask_to_stop();                        // ends an idle wait or a stream; a request that was begun goes on
  void cut();                                // ends every wait and closes

 private:
  enum class Phase { idle, reading, handling, writing, streaming, leaving };
  enum class Verdict { request, refused, gone };
  class Stream;

  void enter(Phase phase);                                       // without a deadline
  void enter(Phase phase, std::chrono::milliseconds limit);
  bool nothing_unread();
  boost::asio::awaitable<bool> shake_hands();
  boost::asio::awaitable<bool> receive();                        // more bytes; false: the end, an error or the deadline
  boost::asio::awaitable<Verdict> read_request();
  Verdict refuse(int status, std::string_view sentence);         // puts the answer into out_
  Verdict end_of_input();
  Request take_request();
  boost::asio::awaitable<Answer> call_handler(Request request);
  boost::asio::awaitable<bool> serve();                          // one request; false: it was the last
  bool compose(const Response& response, Framing framing);       // into out_; false: no sound answer, a 500 instead
  void reset();
  boost::asio::awaitable<void> stream(StreamResponse answer, Framing framing);
  boost::asio::awaitable<bool> run_writer(StreamResponse& answer, Stream& writer);
  boost::asio::awaitable<bool> watch_reader();                   // returns when the reader of a stream goes away
  boost::asio::awaitable<bool> flush();                          // writes out_; false: the client is gone or slow
  boost::asio::awaitable<void> leave();                          // closes, the last answer still readable

  std::shared_ptr<ServerContext> context_;
  Transport transport_;
  boost::asio::ip::address peer_;
  std::string peer_text_;
  boost::beast::flat_buffer buffer_;                             // bytes not yet parsed
  std::optional<RequestParser> parser_;
  std::string out_;                                              // the answer being written
  Phase phase_ = Phase::idle;
  Clock::time_point deadline_ = Clock::time_point::max();
  bool timed_out_ = false;                                       // the deadline of this phase has passed
  bool refused_ = false;                                         // the client may still be sending what is not read
  bool lost_ = false;                                            // nobody is there to say goodbye to
};

}  // namespace adapters::http
