// A whole engine for the tests: a real database, rules that are plain functions, a small channel and, as its platform, a real HTTP
// server on a free port that answers what the test tells it to.
#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "adapters/http/server.hpp"
#include "bot/engine/engine.hpp"

namespace tests {

// One message as it reached the platform.
struct Posted { std::string to, text, token, job_id; bool reply = true; std::size_t choices = 0; std::string media{}; bool plain = false; };
struct SaidThere { std::string id, text; std::int64_t at = 0; };

// The platform: answers sends by `answer` (200 if there is none), refreshes by `renew`, uploads by 200 and "u1", "u2" …, what was said
// by `say`, the probe by `health` ("fine", "mend", "stop"). Thread-safe.
class Platform {
 public:
  using Answer = std::function<int(const Posted&)>;  // an HTTP status; 0: cut without an answer
  void answer(Answer answer);
  void renew(std::function<int(const std::string& refresh_token)> renew);
  void say(std::vector<SaidThere> said);
  void health(std::string health);                       // a remedy makes it "fine", unless it is "hopeless": then it stays "mend"
  int uploads() const;
  int remedies() const;
  std::vector<Posted> posted() const;
  std::vector<std::string> renewals() const;
  std::vector<std::string> texts() const;
  std::vector<std::string> texts_to(const std::string& person) const;
  boost::asio::awaitable<adapters::http::Answer> serve(adapters::http::Request request);

 private:
  mutable std::mutex mutex_;
  Answer answer_ = [](const Posted&) { return 200; };
  std::function<int(const std::string&)> renew_ = [](const std::string&) { return 200; };
  std::vector<Posted> posted_;
  std::vector<std::string> renewals_;
  std::vector<SaidThere> said_;
  std::string health_ = "fine";
  int uploads_ = 0, remedies_ = 0;
};

// Speaks the platform's plain JSON. Status → outcome: 200 sent, 401 retry with a new token, 402 hold for the quota, 403 hold for the
// person, 400 rejected, 409 pause the account for its quota, 410 upload again, 415 plain form, 418 stop the account, 429 retry at once,
// 5xx retry, cut unsure.
struct Abilities { std::optional<std::int64_t> window_ms; bool reactions_open = false, probes = false, text_with_image = false; };
class PlainChannel final : public adapters::Channel {
 public:
  explicit PlainChannel(std::string url, Abilities able = {}) : url_(std::move(url)), able_(able) {}
  std::string_view kind() const override { return "plain"; }
  std::optional<adapters::http::Response> handshake(const adapters::http::Request&) const override { return std::nullopt; }
  bool verify(const adapters::http::Request&) const override { return true; }
  std::vector<adapters::Event> parse(std::string_view) const override { return {}; }
  adapters::Capabilities capabilities(adapters::ConversationKind) const override;
  adapters::http::ClientRequest compose(const adapters::Outgoing& outgoing, const adapters::Credentials& credentials) const override;
  adapters::Outcome classify(const adapters::Outgoing&, const adapters::http::ClientResult& result, std::int64_t now) const override;
  std::optional<adapters::http::ClientRequest> refresh_request(const adapters::Credentials& credentials) const override;
  std::optional<adapters::Credentials> read_refresh(const adapters::http::ClientResult& result, std::int64_t now) const override;
  std::string refuses(const adapters::File& file) const override { return file.type == "image/png" ? "" : "file_type"; }
  std::optional<adapters::http::ClientRequest> upload_request(const std::string&, const adapters::File& file, const adapters::Credentials&) const override;
  std::variant<adapters::Uploaded, adapters::Outcome> read_upload(const adapters::http::ClientResult& result, std::int64_t now) const override;
  std::optional<adapters::http::ClientRequest> said_request(const std::string&, const adapters::ConversationId&, const adapters::Credentials&) const override;
  std::optional<std::vector<adapters::Said>> read_said(const adapters::http::ClientResult& result) const override;
  std::vector<adapters::Probe> probes() const override;
  adapters::http::ClientRequest probe_request(const adapters::Probe&, const std::string&, const adapters::Credentials&) const override;
  adapters::Finding read_probe(const adapters::Probe&, const adapters::http::ClientResult& result) const override;
  std::optional<adapters::http::ClientRequest> remedy(const adapters::Probe&, const std::string&, const adapters::Credentials&) const override;

 private:
  std::string url_;
  Abilities able_;
};

// The rules of the tests. By default a message is answered with "re: <text>"; "boom" throws.
engine::RulesPort plain_rules();
trade_union::Outgoing say(const trade_union::Address& to, std::string text);
trade_union::Address direct(const std::string& person);
trade_union::Address group(const std::string& id);
adapters::Event written(const std::string& id, const std::string& person, const std::string& text);
adapters::Event written_in(const std::string& group, const std::string& id, const std::string& person, const std::string& text);

struct WorldOptions {
  adapters::Credentials credentials{"t0", "r0", 0};
  double sends_per_second = 1e6;
  int connections = 4;
  int send_attempts = 3;
  std::chrono::milliseconds back_off{20};
  Abilities able{};
  std::function<void(engine::Options&)> tune = [](engine::Options&) {};
};

class World {
 public:
  explicit World(storage::Database& database, engine::RulesPort rules = plain_rules(), WorldOptions options = {});
  ~World();
  void start();
  void stop();                                         // gracefully; the engine stays to be looked at
  void accept(std::vector<adapters::Event> events);
  void wake();
  engine::QueueState queues();
  engine::Stats stats();
  std::vector<std::string> logged() const;
  bool has_logged(const std::string& event) const;
  template <class T>
  T await(boost::asio::awaitable<T> work) { return boost::asio::co_spawn(io_, std::move(work), boost::asio::use_future).get(); }

  Platform platform;

 private:
  boost::asio::io_context io_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard_;
  adapters::http::Server server_;
  adapters::http::Client client_;
  storage::Vault vault_;
  mutable std::mutex log_mutex_;
  std::vector<std::string> log_;
  std::optional<engine::Engine> engine_;
  std::thread thread_;
};

std::int64_t wall_clock();
bool eventually(const std::function<bool()>& holds);   // waits, up to twenty seconds

}  // namespace tests
