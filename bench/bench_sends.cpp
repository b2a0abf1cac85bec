// Sends a second: the engine's sender over a full outbox on an SQLite file, against a bare Beast keep-alive client that
// posts the same bodies on as many connections. Both to the sandbox's Messenger on a thread of its own.
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdio>
#include <thread>

#include "adapters/sandbox/sandbox.hpp"
#include "adapters/signature.hpp"
#include "bot.hpp"
#include "bot/sample/province.hpp"
#include "bot/union/rules.hpp"
#include "figure.hpp"
#include "people.hpp"
#include "reference_client.hpp"
#include "storage/outbox.hpp"

namespace {

namespace asio = boost::asio;
namespace sandbox = adapters::sandbox;
using Clock = std::chrono::steady_clock;

constexpr std::size_t messages = 20'000, connections = 128;
constexpr int rounds = 3;
constexpr const char* page_token = "EAAbench";
constexpr const char* text = "Đã ghi nhận: bình chọn 1, đồng chí chọn 2 (Mộc Châu). Muốn đổi, nhắn lại số khác.";

// The stand-in, with everybody's chat open.
class Platform {
 public:
  Platform() : guard_(asio::make_work_guard(io_)), sandbox_(io_, world(), options()), thread_([this] { io_.run(); }) {}
  ~Platform() {
    io_.stop();
    thread_.join();
  }
  std::uint16_t port() const { return sandbox_.port(); }
  std::string url() const { return sandbox_.base_url(); }

 private:
  static sandbox::Options options() {
    sandbox::Options options;
    options.history = 5;
    return options;
  }
  static sandbox::World world() {
    sandbox::World world;
    for (std::size_t n = 0; n < messages; ++n) {
      const auto id = bench::psid(n);
      world.persons.push_back({"p" + id, "Lò Văn Pản", "", "", "", id, 0, bench::now()});
    }
    world.facebook = {"1", bench::app_secret, bench::page, "Công đoàn Sơn Hà", page_token, "v", "", true};
    return world;
  }
  asio::io_context io_{1};
  asio::executor_work_guard<asio::io_context::executor_type> guard_;
  sandbox::Sandbox sandbox_;
  std::thread thread_;
};

void fill_outbox(storage::Database& database) {
  database.write([](storage::Session& session) {
    const auto at = bench::now();
    const auto message = R"({"text":")" + std::string(text) + R"("})";
    for (std::size_t n = 0; n < messages; ++n) {
      const auto id = bench::psid(n);
      const auto key = trade_union::conversation_key({sample::facebook_channel, bench::page, false, id});
      storage::outbox::NewMessage row{};
      row.channel = sample::facebook_channel;
      row.account = bench::page;
      row.conversation = key;
      row.kind = "direct";
      row.recipient = id;
      row.due_at = row.created_at = at;
      row.message = message;
      storage::outbox::append(session, row);
    }
  });
}

std::uint64_t sent(bench::Bot& bot) {
  const auto sends = bot.stats().sends;
  const auto found = sends.find({sample::facebook_channel, "sent"});
  return found == sends.end() ? 0 : found->second;
}

// Every row is settled as sent soon after the last answer.
bool settled_in_time(storage::Database& database) {
  const auto count = [](storage::Session& session) {
    return session.number("SELECT count(*) FROM outbox WHERE state = 'sent'");
  };
  const auto begun = Clock::now();
  auto rows = database.read(count);
  while (std::cmp_less(rows, messages) && Clock::now() - begun < std::chrono::seconds(5)) rows = database.read(count);
  if (std::cmp_equal(rows, messages)) return true;
  std::printf("ONLY %lld ROWS ARE SENT\n", static_cast<long long>(rows));
  return false;
}

struct Run { double per_second = 0, cpu_us = 0; bool good = false; };

Run run_engine(const Platform& platform) {
  const bench::Folder folder;
  const auto database = storage::open_sqlite({folder.file("bot.db")});
  fill_outbox(*database);
  bench::BotOptions options;
  options.graph_url = platform.url();
  options.page_token = page_token;
  options.sends_per_second = 1e9;
  options.connections = static_cast<int>(connections);
  bench::Bot bot(*database, options);
  const auto begun = Clock::now();
  const double cpu = bench::process_cpu_seconds();
  bot.start();
  while (sent(bot) < messages && Clock::now() - begun < std::chrono::seconds(20))
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  const double seconds = std::chrono::duration<double>(Clock::now() - begun).count();
  const double used = bench::process_cpu_seconds() - cpu;
  const auto done = static_cast<double>(sent(bot));
  return {done / seconds, used * 1e6 / done, settled_in_time(*database)};
}

bench::ClientPlan bare_plan(const Platform& platform) {
  const auto channel = bench::messenger(platform.url());
  bench::ClientPlan plan;
  plan.port = platform.port();
  plan.path = "/v26.0/" + std::string(bench::page) + "/messages?access_token=" + page_token +
              "&appsecret_proof=" + adapters::hex(adapters::hmac_sha256(bench::app_secret, page_token));
  plan.connections = connections;
  for (std::size_t n = 0; n < messages; ++n) {
    const adapters::ConversationId to{adapters::ConversationKind::direct, bench::psid(n)};
    const adapters::Outgoing outgoing{std::to_string(n), bench::page, to, {text, {}}, true};
    plan.bodies.push_back(channel->compose(outgoing, {page_token, "", 0}).body);
  }
  return plan;
}

}  // namespace

int main() {
  const Platform platform;
  const auto plan = bare_plan(platform);
  std::vector<double> bare, engine, bare_cpu, engine_cpu;
  bool good = true;
  for (int round = 0; round < rounds; ++round) {
    const double before = bench::process_cpu_seconds();
    const auto count = bench::run_bare_client(plan);
    good = good && count.other == 0 && count.ok > 0;
    bare.push_back(count.per_second());
    bare_cpu.push_back((bench::process_cpu_seconds() - before) * 1e6 / static_cast<double>(count.ok));
    const auto run = run_engine(platform);
    good = good && run.good;
    engine.push_back(run.per_second);
    engine_cpu.push_back(run.cpu_us);
  }
  const auto rate = bench::median(engine), bare_rate = bench::median(bare);
  bench::print({"sends: engine, 128 connections", rate, "sends/s", "bare Beast client", bare_rate, "ratio >= 0.50"});
  const auto cost = bench::median(engine_cpu), bare_cost = bench::median(bare_cpu);
  bench::print({"sends: CPU a send, stand-in included", cost, "us", "bare Beast client", bare_cost, ""});
  if (!good) std::puts("NOT EVERY BARE ANSWER WAS A 200");
  return good ? 0 : 1;
}
