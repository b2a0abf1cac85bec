// The life of one connection: read, hand on, answer, again; each wait has its phase and its deadline.
#include "adapters/http/connection.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/system/system_error.hpp>

namespace adapters::http {

namespace asio = boost::asio;
using asio::awaitable;

namespace {
constexpr std::size_t read_size = 8 * 1024;
constexpr std::size_t write_slice = 64 * 1024;            // each slice has write_timeout
constexpr std::size_t kept_capacity = 64 * 1024;          // an idle connection keeps no larger buffer
constexpr std::size_t linger_bytes = 8 * 1024 * 1024;
constexpr std::chrono::milliseconds linger_time{1'000};
constexpr std::string_view continue_line = "HTTP/1.1 100 Continue\r\n\r\n";
}  // namespace

// Writes the parts of a stream; a reader that is gone ends the body's coroutine by an exception.
class Connection::Stream final : public StreamWriter {
 public:
  Stream(Connection& connection, bool chunked) : connection_(connection), chunked_(chunked) {}
  awaitable<void> write(std::string chunk) override {
    connection_.out_.clear();
    if (chunked_) append_chunk(chunk, connection_.out_);
    else connection_.out_ = std::move(chunk);
    const bool sent = co_await connection_.flush();
    if (!sent) throw boost::system::system_error(asio::error::connection_aborted);
    connection_.enter(Phase::streaming);
    if (connection_.context_->stopping) throw boost::system::system_error(asio::error::operation_aborted);
  }
 private:
  Connection& connection_;
  bool chunked_;
};

Connection::Connection(asio::ip::tcp::socket socket, const asio::ip::address& peer,
                       std::shared_ptr<ServerContext> context)
    : context_(std::move(context)),
      transport_(std::move(socket), context_->tls ? &*context_->tls : nullptr),
      peer_(plain_address(peer)),
      peer_text_(peer_.to_string()) {
  transport_.prepare();
}

awaitable<void> Connection::run() {
  const bool ready = transport_.tls() == nullptr || co_await shake_hands();
  for (bool more = ready; more;) more = co_await serve();
  co_await leave();
}

awaitable<void> Connection::turn_away() {
  refuse(503, "the server has too many connections");
  if (transport_.tls() == nullptr) co_await flush();
  else lost_ = true;
  co_await leave();
}

void Connection::expire(Clock::time_point now) {
  if (now < deadline_ || timed_out_) return;
  timed_out_ = true;
  transport_.cancel();
}

void Connection::ask_to_stop() {
  if (phase_ == Phase::streaming || (phase_ == Phase::idle && nothing_unread())) transport_.cancel();
}

void Connection::cut() {
  lost_ = true;
  transport_.close();
}

void Connection::enter(Phase phase) {
  phase_ = phase;
  deadline_ = Clock::time_point::max();
  timed_out_ = false;
}

void Connection::enter(Phase phase, std::chrono::milliseconds limit) {
  enter(phase);
  deadline_ = Clock::now() + limit;
}

bool Connection::nothing_unread() {
  error_code error;
  return buffer_.size() == 0 && transport_.socket().available(error) == 0;
}

awaitable<bool> Connection::shake_hands() {
  enter(Phase::reading, context_->options.request_timeout);
  const auto [error] = co_await transport_.handshake(asio::ssl::stream_base::server);
  if (!error) co_return true;
  ++(timed_out_ ? context_->stats.timeouts : context_->stats.broken);
  lost_ = true;
  co_return false;
}

awaitable<bool> Connection::receive() {
  if (timed_out_ || lost_) co_return false;
  const auto space = buffer_.prepare(read_size);
  const auto [error, count] = co_await transport_.read_some(space);
  buffer_.commit(count);
  co_return !error;
}

awaitable<Connection::Verdict> Connection::read_request() {
  parser_.emplace(context_->options.header_limit, context_->options.body_limit);
  if (buffer_.size() == 0) {
    enter(Phase::idle, context_->options.idle_timeout);
    if (context_->stopping && nothing_unread()) co_return Verdict::gone;
    if (!co_await receive()) co_return Verdict::gone;
  }
  enter(Phase::reading, context_->options.request_timeout);
  for (bool continued = false;;) {
    const auto progress = parser_->feed(buffer_);
    if (progress == RequestParser::Progress::complete) co_return Verdict::request;
    if (progress == RequestParser::Progress::refused) co_return refuse(parser_->refusal_status(), parser_->refusal());
    if (!continued && parser_->wants_continue()) {
      continued = true;
      co_await transport_.write_some(continue_line);
    }
    if (!co_await receive()) co_return end_of_input();
  }
}

Connection::Verdict Connection::refuse(int status, std::string_view sentence) {
  Framing framing;
  framing.close = true;
  framing.head_only = parser_ && parser_->head_only();
  append_response(error_response(status, sentence), framing, out_);
  ++context_->stats.refused;
  refused_ = true;
  return Verdict::refused;
}

Connection::Verdict Connection::end_of_input() {
  if (timed_out_ && !lost_) {
    ++context_->stats.timeouts;
    return refuse(408, "the request took too long");
  }
  ++context_->stats.broken;
  lost_ = true;
  return Verdict::gone;
}

Request Connection::take_request() {
  Request request = parser_->take();
  request.peer = context_->proxies.empty() ? peer_text_ : context_->proxies.client_of(peer_, request.headers);
  return request;
}

awaitable<Answer> Connection::call_handler(Request request) {
  try {
    co_return co_await context_->handler(std::move(request));
  } catch (...) {  // whoever hands over the handler says what went wrong; the client is told nothing
    ++context_->stats.failed;
  }
  co_return error_response(500, "internal error");
}

awaitable<bool> Connection::serve() {
  out_.clear();
  if (out_.capacity() > kept_capacity) out_.shrink_to_fit();
  const auto verdict = co_await read_request();
  if (verdict == Verdict::refused) co_await flush();
  if (verdict != Verdict::request) co_return false;

  enter(Phase::handling);
  ++context_->stats.requests;
  Answer answer = co_await call_handler(take_request());
  Framing framing;
  framing.close = !parser_->keep_alive() || context_->stopping;
  framing.http_1_0 = parser_->http_1_0();
  framing.head_only = parser_->head_only();
  if (auto* response = std::get_if<Response>(&answer)) {
    compose(*response, framing);
    const bool sent = co_await flush();
    co_return sent && !framing.close;
  }
  if (auto* endless = std::get_if<StreamResponse>(&answer)) co_await stream(std::move(*endless), framing);
  else reset();
  co_return false;
}

// Closing without lingering sends a reset instead of an orderly end.
void Connection::reset() {
  error_code ignored;
  transport_.socket().set_option(asio::socket_base::linger(true, 0), ignored);
  lost_ = true;
}

bool Connection::compose(const Response& response, Framing framing) {
  if (append_response(response, framing, out_)) return true;
  ++context_->stats.failed;
  framing.stream = false;
  append_response(error_response(500, "internal error"), framing, out_);
  return false;
}

awaitable<void> Connection::stream(StreamResponse answer, Framing framing) {
  using namespace asio::experimental::awaitable_operators;
  framing.close = true;
  framing.stream = true;
  const bool composed = compose(answer.head, framing);
  const bool sent = co_await flush();
  if (!composed || !sent || framing.head_only) co_return;
  enter(Phase::streaming);
  if (context_->stopping) co_return;
  Stream writer(*this, !framing.http_1_0);
  const auto ended = co_await (run_writer(answer, writer) || watch_reader());
  const bool whole = ended.index() == 0 ? std::get<0>(ended) : context_->stopping;
  if (!whole || lost_ || phase_ != Phase::streaming) {
    lost_ = true;  // what was begun cannot be ended properly: cut, so that nobody takes it for whole
  } else if (!framing.http_1_0) {
    out_ = last_chunk;
    co_await flush();
  }
}

awaitable<bool> Connection::run_writer(StreamResponse& answer, Stream& writer) {
  try {
    co_await answer.body_writer(writer);
    co_return true;
  } catch (...) {  // the reader has gone, the server stops, or the body failed
  }
  co_return context_->stopping;
}

awaitable<bool> Connection::watch_reader() {
  for (;;) {
    buffer_.clear();
    const auto space = buffer_.prepare(read_size);
    const auto [error, count] = co_await transport_.read_some(space);
    if (error) co_return true;
  }
}

awaitable<bool> Connection::flush() {
  error_code error;
  auto sent = transport_.write_now(out_, error);
  for (auto slice_end = sent; !error && sent < out_.size();) {
    if (sent == slice_end) {
      enter(Phase::writing, context_->options.write_timeout);
      slice_end = std::min(sent + write_slice, out_.size());
    }
    const auto slice = std::string_view(out_).substr(sent, slice_end - sent);
    const auto [failure, count] = co_await transport_.write_some(slice);
    sent += count;
    error = timed_out_ ? asio::error::timed_out : failure;
  }
  if (!error) co_return true;
  ++(timed_out_ ? context_->stats.timeouts : context_->stats.broken);
  lost_ = true;
  co_return false;
}

// Closing with unread bytes makes the kernel reset the connection, and the client would lose the answer: they are read
// over first.
awaitable<void> Connection::leave() {
  enter(Phase::leaving, linger_time);
  if (!lost_) co_await transport_.say_goodbye();
  if (refused_ || !nothing_unread()) {
    std::string dropped(read_size, '\0');
    for (std::size_t total = 0; !lost_ && !timed_out_ && total < linger_bytes;) {
      const auto space = asio::buffer(dropped);
      const auto [error, count] = co_await transport_.socket().async_read_some(space, as_result);
      if (error) break;
      total += count;
    }
  }
  transport_.close();
}

}  // namespace adapters::http
