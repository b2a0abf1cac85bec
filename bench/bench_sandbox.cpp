// Answered sends a second of the sandbox itself, each platform in turn: it must never be what another benchmark measures.
#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <cstdio>
#include <thread>

#include "adapters/sandbox/sandbox.hpp"
#include "load.hpp"

namespace {

namespace asio = boost::asio;
namespace sandbox = adapters::sandbox;

constexpr std::size_t people = 3'000;
constexpr int rounds = 3;
constexpr double wanted = 10'000;             // answered sends a second
constexpr std::int64_t today = 1'795'395'600'000;

std::string padded(const std::string& prefix, std::size_t number) {
  const auto digits = std::to_string(number);
  return prefix + std::string(19 - prefix.size() - digits.size(), '0') + digits;
}

sandbox::World world() {
  sandbox::World world;
  for (std::size_t n = 0; n < people; ++n) {
    world.persons.push_back({"p" + std::to_string(n), "Lò Văn Pản", "", "", padded("771", n), padded("700", n), today, today,
                             padded("b", n), today});
  }
  world.zalo = {"1", "app-secret", "607", "oa-secret", "Công đoàn Sơn Hà", "zalo-token", "refresh", ""};
  world.facebook = {"2", "app-secret", "100200300", "Công đoàn Sơn Hà", "page-token", "verify", "", false};
  world.zalo_bot = {"3:token", "Bot Công đoàn", "", "hook-secret"};
  return world;
}

// The stand-ins on a thread of their own.
class Platforms {
 public:
  Platforms() : guard_(asio::make_work_guard(io_)), sandbox_(io_, world(), options()), thread_([this] { io_.run(); }) {}
  ~Platforms() {
    io_.stop();
    thread_.join();
  }
  std::uint16_t port() const { return sandbox_.port(); }

 private:
  static sandbox::Options options() {
    sandbox::Options options;
    options.history = 5;
    options.clock = [] { return today; };
    return options;
  }
  asio::io_context io_{1};
  asio::executor_work_guard<asio::io_context::executor_type> guard_;
  sandbox::Sandbox sandbox_;
  std::thread thread_;
};

constexpr const char* text = "Đã ghi nhận: bình chọn 1, đồng chí chọn 2 (Mộc Châu). Muốn đổi, nhắn lại số khác.";

std::vector<std::string> zalo_requests() {
  std::vector<std::string> requests;
  for (std::size_t n = 0; n < people; ++n)
    requests.push_back(bench::post_request("/v3.0/oa/message/cs",
                                           R"({"recipient":{"user_id":")" + padded("771", n) + R"("},"message":{"text":")" + text + R"("}})",
                                           "access_token: zalo-token\r\n"));
  return requests;
}

std::vector<std::string> facebook_requests() {
  std::vector<std::string> requests;
  for (std::size_t n = 0; n < people; ++n)
    requests.push_back(bench::post_request("/v26.0/100200300/messages",
                                           R"({"recipient":{"id":")" + padded("700", n) + R"("},"messaging_type":"UPDATE","message":{"text":")" +
                                               text + R"(","metadata":"42"}})",
                                           "Authorization: Bearer page-token\r\n"));
  return requests;
}

std::vector<std::string> bot_requests() {
  std::vector<std::string> requests;
  for (std::size_t n = 0; n < people; ++n)
    requests.push_back(bench::post_request("/bot3:token/sendMessage", R"({"chat_id":")" + padded("b", n) + R"(","text":")" + text + R"("})", ""));
  return requests;
}

double rate(std::uint16_t port, const std::vector<std::string>& requests, bool& good) {
  std::vector<double> rates;
  for (int round = 0; round < rounds; ++round) {
    bench::LoadPlan plan;
    plan.port = port;
    plan.requests = requests;
    plan.limit = std::chrono::milliseconds(1'000);
    const auto result = bench::run_load(plan);
    good = good && result.with_status(200) == result.answers && result.failures == 0;
    rates.push_back(result.per_second());
  }
  std::sort(rates.begin(), rates.end());
  return rates[rates.size() / 2];
}

}  // namespace

int main() {
  const Platforms platforms;
  bool good = true;
  struct Row { const char* name; std::vector<std::string> requests; };
  for (const Row& row : {Row{"Zalo OA", zalo_requests()}, Row{"Messenger", facebook_requests()}, Row{"Zalo Bot", bot_requests()}}) {
    const double found = rate(platforms.port(), row.requests, good);
    std::printf("  sandbox: %-10s %8.0f answered sends/s   target >= %.0f%s\n", row.name, found, wanted, found >= wanted ? "" : "  MISSED");
  }
  if (!good) std::puts("NOT EVERY ANSWER WAS A 200");
  return good ? 0 : 1;
}
