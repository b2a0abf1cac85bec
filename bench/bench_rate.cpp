// Does the sender keep to an allowed rate? Ten accounts of one channel, 40 messages a second each, over a full outbox on an SQLite file,
// to a small server on a thread of its own. Printed: how much of the allowance the slowest account used, and the most any account sent
// in any one second, at the moment of writing and, for comparison, at the moment the server came to read (a busy machine reads late).
// bench_rate [SECONDS], 10 unless given; docs/performance.md says what a minute gave.
#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <mutex>
#include <thread>

#include "adapters/http/client.hpp"
#include "adapters/http/server.hpp"
#include "bot/engine/engine.hpp"
#include "figure.hpp"
#include "storage/outbox.hpp"
#include "storage/vault.hpp"

namespace {

namespace asio = boost::asio;
namespace http = adapters::http;
using Clock = std::chrono::steady_clock;
using Moments = std::map<std::string, std::vector<std::int64_t>>;  // by account, microseconds

constexpr std::size_t accounts = 10;
constexpr int rate = 40;

std::int64_t microseconds() { return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now().time_since_epoch()).count(); }
std::int64_t wall_clock() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}
std::string account(std::size_t n) { return "oa" + std::to_string(n); }

// The platform: notes when each request was read, and answers at once.
class Platform {
 public:
  Platform() : guard_(asio::make_work_guard(io_)), server_(io_, {}, [this](http::Request request) { return serve(std::move(request)); }), thread_([this] { io_.run(); }) {}
  ~Platform() {
    io_.stop();
    thread_.join();
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_.port()); }
  Moments take() {
    const std::lock_guard lock(mutex_);
    return std::move(read_);
  }

 private:
  asio::awaitable<http::Answer> serve(http::Request request) {
    {
      const std::lock_guard lock(mutex_);
      read_[request.path.substr(1)].push_back(microseconds());
    }
    http::Response response;
    response.body = "ok";
    co_return response;
  }
  asio::io_context io_{1};
  asio::executor_work_guard<asio::io_context::executor_type> guard_;
  std::mutex mutex_;
  Moments read_;
  http::Server server_;
  std::thread thread_;
};

// The barest channel; everything arrives.
class Bare final : public adapters::Channel {
 public:
  explicit Bare(std::string url) : url_(std::move(url)) {}
  std::string_view kind() const override { return "bare"; }
  std::optional<http::Response> handshake(const http::Request&) const override { return std::nullopt; }
  bool verify(const http::Request&) const override { return true; }
  std::vector<adapters::Event> parse(std::string_view) const override { return {}; }
  adapters::Capabilities capabilities(adapters::ConversationKind) const override { return {}; }
  http::ClientRequest compose(const adapters::Outgoing& outgoing, const adapters::Credentials&) const override {
    return {"POST", url_ + "/" + outgoing.account, {{"Content-Type", "text/plain"}}, outgoing.message.text};
  }
  adapters::Outcome classify(const adapters::Outgoing&, const http::ClientResult& result, std::int64_t) const override {
    if (std::holds_alternative<http::ClientResponse>(result)) return adapters::Sent{""};
    return adapters::Unsure{std::get<http::ClientFailure>(result).reason};
  }
  std::optional<http::ClientRequest> refresh_request(const adapters::Credentials&) const override { return std::nullopt; }
  std::optional<adapters::Credentials> read_refresh(const http::ClientResult&, std::int64_t) const override { return std::nullopt; }

 private:
  std::string url_;
};

void fill_outbox(storage::Database& database, int seconds) {
  database.write([seconds](storage::Session& session) {
    for (std::size_t n = 0; n < accounts; ++n)
      for (int message = 0; message < rate * (seconds + 3); ++message) {
        const auto name = account(n), person = std::to_string(message), key = "bare|" + name + "|d|" + person;
        storage::outbox::NewMessage row{};
        row.channel = "bare";
        row.account = name;
        row.conversation = key;
        row.kind = "direct";
        row.recipient = person;
        row.priority = storage::outbox::bulk;
        row.message = R"({"text":"Đã ghi nhận."})";
        storage::outbox::append(session, row);
      }
  });
}

engine::ChannelSetup setup_of(const std::string& url) {
  engine::ChannelSetup setup;
  setup.name = "bare";
  setup.channel = std::make_shared<Bare>(url);
  setup.sends_per_second = rate;
  setup.connections = 128;
  for (std::size_t n = 0; n < accounts; ++n) setup.accounts.push_back({account(n), {"token", "", 0}});
  return setup;
}

engine::RulesPort no_rules() {
  engine::RulesPort rules;
  rules.plan_slice = rules.due = [](storage::Session&, std::int64_t) { return trade_union::Turn{}; };
  rules.open_groups = [](storage::Session&, std::int64_t) { return std::vector<std::string>{}; };
  return rules;
}

engine::Options options(Moments& written) {
  engine::Options options;
  options.on_write = [&written](const std::string& account) { written[account].push_back(microseconds()); };
  options.clock = wall_clock;
  options.owner = "bench";
  options.log = [](std::string_view event, std::string detail) { std::fprintf(stderr, "  %s: %s\n", std::string(event).c_str(), detail.c_str()); };
  return options;
}

Moments run(storage::Database& database, const std::string& url, int seconds) {
  Moments written;
  asio::io_context io{1};
  http::ClientOptions client_options;
  client_options.connections_per_host = 128;
  http::Client client(io, client_options);
  const storage::Vault vault(storage::Vault::new_key());
  engine::Engine engine(io, database, no_rules(), client, vault, {setup_of(url)}, options(written));
  auto guard = asio::make_work_guard(io);
  std::thread thread([&] { io.run(); });
  asio::post(io, asio::use_future([&] { engine.start(); })).get();
  std::this_thread::sleep_for(std::chrono::seconds(seconds + 1));
  asio::co_spawn(io, engine.stop(std::chrono::seconds(5)), asio::use_future).get();
  guard.reset();
  io.stop();
  thread.join();
  return written;
}

std::size_t most_in_a_second(const std::vector<std::int64_t>& moments) {
  constexpr std::int64_t second = 1'000'000;
  std::size_t most = 0, first = 0;
  for (std::size_t last = 0; last < moments.size(); ++last) {
    while (moments[last] - moments[first] >= second) ++first;
    most = std::max(most, last - first + 1);
  }
  return most;
}

std::size_t most_of_any(const Moments& moments) {
  std::size_t most = 0;
  for (const auto& [name, list] : moments) most = std::max(most, most_in_a_second(list));
  return most;
}

// From the first message on, over whole seconds.
double used(const std::vector<std::int64_t>& moments, int seconds) {
  const auto end = moments.front() + std::int64_t{seconds} * 1'000'000;
  const auto sent = std::count_if(moments.begin(), moments.end(), [&](auto at) { return at < end; });
  return static_cast<double>(sent) / (rate * seconds);
}

}  // namespace

int main(int argc, char** argv) {
  const int seconds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 10;
  const bench::Folder folder;
  const auto database = storage::open_sqlite({folder.file("rate.db")});
  fill_outbox(*database, seconds);
  Platform platform;
  const auto written = run(*database, platform.url(), seconds);
  const auto read = platform.take();
  double least = written.size() == accounts ? 1 : 0;
  for (const auto& [name, moments] : written) least = std::min(least, used(moments, seconds));
  const auto most = most_of_any(written);
  bench::print({"rate: ten accounts at 40/s, the slowest one", least * 100, "% of it", "", 0, ">= 95 %"});
  bench::print({"rate: most of one account in any second, written", static_cast<double>(most), "sends", "", 0, "<= 40"});
  bench::print({"rate: the same as the server came to read", static_cast<double>(most_of_any(read)), "sends", "", 0, ""});
  return least >= 0.95 && most <= rate ? 0 : 1;
}
