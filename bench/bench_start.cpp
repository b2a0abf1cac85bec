// `nhipcau serve` as a process of its own: time from exec to ready on an empty database, and resident memory after
// 100,000 webhooks went all the way (accepted, turned, answered through a stand-in that takes every message).
#include <chrono>
#include <cstdio>
#include <thread>

#include "figure.hpp"
#include "load.hpp"
#include "people.hpp"
#include "process.hpp"
#include "reference_server.hpp"

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t members = 5'000, webhooks = 100'000, at_once = 20'000;
constexpr int starts = 5;
using bench::patience;

// Takes every message as Messenger does.
boost::asio::awaitable<adapters::http::Answer> take(adapters::http::Request) {
  static std::uint64_t count = 0;
  adapters::http::Response response;
  response.body = R"({"recipient_id":"1","message_id":"m_)" + std::to_string(++count) + "\"}";
  co_return response;
}

double start_once(std::uint16_t platform) {
  const bench::Folder folder;
  return bench::Server(folder, platform).until_ready();
}

std::int64_t waiting(storage::Database& database) {
  return database.read([](storage::Session& session) {
    return session.number("SELECT count(*) FROM inbox WHERE state = 0");
  });
}

struct Memory { double resident = 0, peak = 0, seconds = 0; bool good = false; };

Memory memory_after_webhooks(std::uint16_t platform) {
  const bench::Folder folder;
  const auto file = folder.file("data/nhipcau.db");
  std::filesystem::create_directories(folder.path() / "data");
  bench::seed_members(*storage::open_sqlite({file}), members);
  const bench::Server server(folder, platform);
  if (server.until_ready() < 0) return {};
  const auto begun = Clock::now();
  std::uint64_t accepted = 0;
  for (std::size_t first = 0; first < webhooks; first += at_once) {
    bench::LoadPlan plan;
    plan.port = server.port();
    plan.requests = bench::vote_requests(at_once, members, first);
    plan.repeat = false;
    plan.limit = patience;
    accepted += bench::run_load(plan).with_status(200);
  }
  const auto database = storage::open_sqlite({.file = file, .server_lock = false});
  while (waiting(*database) > 0 && Clock::now() - begun < patience)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  const bool good = accepted == webhooks && waiting(*database) == 0;
  const double seconds = std::chrono::duration<double>(Clock::now() - begun).count();
  return {server.mebibytes("VmRSS:"), server.mebibytes("VmHWM:"), seconds, good};
}

}  // namespace

int main() {
  const auto platform = bench::start_server(take);
  std::vector<double> seconds;
  bool good = true;
  for (int n = 0; n < starts && good; ++n) {
    seconds.push_back(start_once(platform->port()));
    good = seconds.back() > 0;
  }
  if (!good) return std::puts("start: nhipcau serve did not get ready"), 1;
  bench::print({"start: exec to ready, empty database", bench::median(seconds) * 1e3, "ms", "", 0, "<= 500 ms"});
  const auto memory = memory_after_webhooks(platform->port());
  bench::print({"start: resident after 100,000 webhooks", memory.resident, "MiB", "", 0, "<= 64 MiB"});
  bench::print({"start: resident at most", memory.peak, "MiB", "", 0, ""});
  const double rate = static_cast<double>(webhooks) / memory.seconds;
  bench::print({"start: webhooks and their turns", rate, "a second", "", 0, ""});
  if (!memory.good) std::puts("NOT ALL WEBHOOKS WERE ACCEPTED AND TURNED");
  return memory.good ? 0 : 1;
}
