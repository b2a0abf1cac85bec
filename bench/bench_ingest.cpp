// Signed Messenger webhooks accepted durably a second (SQLite, synchronous=FULL), against the same HTTP server that verifies and parses
// the same bodies but stores nothing, and against a bare Beast loop that only answers 200. The load comes from one thread.
#include <cstdio>

#include "adapters/channel.hpp"
#include "bot.hpp"
#include "figure.hpp"
#include "load.hpp"
#include "people.hpp"
#include "reference_server.hpp"

namespace {

constexpr std::size_t members = 5'000, webhooks = 30'000;
constexpr int rounds = 3;

struct Measured {
  std::vector<double> per_second, cpu_us;
  void add(const bench::LoadResult& result, double cpu) {
    per_second.push_back(result.per_second());
    cpu_us.push_back(cpu * 1e6 / static_cast<double>(result.answers));
  }
};

// Sends every request once. CPU of the process but for this thread, which is the load, is the server's.
bool load(std::uint16_t port, const std::vector<std::string>& requests, Measured& measured) {
  bench::LoadPlan plan;
  plan.port = port;
  plan.requests = requests;
  plan.repeat = false;
  plan.limit = std::chrono::seconds(20);
  const auto cpu = [] { return bench::process_cpu_seconds() - bench::thread_cpu_seconds(); };
  const double before = cpu();
  const auto result = bench::run_load(plan);
  measured.add(result, cpu() - before);
  if (result.with_status(200) == requests.size()) return true;
  std::printf("NOT EVERY ANSWER WAS A 200: %zu of %zu\n", static_cast<std::size_t>(result.with_status(200)), requests.size());
  return false;
}

// Every 200 must be a row.
bool load_bot(const std::vector<std::string>& requests, bool turns, Measured& measured) {
  const bench::Folder folder;
  const auto database = storage::open_sqlite({folder.file("bot.db")});
  bench::seed_members(*database, members);
  bench::Bot bot(*database, {});
  if (turns) bot.start();
  const bool good = load(bot.port(), requests, measured);
  const auto rows = database->read([](storage::Session& session) { return session.number("SELECT count(*) FROM inbox"); });
  if (std::cmp_not_equal(rows, requests.size())) return std::printf("%lld ROWS FOR %zu WEBHOOKS\n", static_cast<long long>(rows), requests.size()), false;
  return good;
}

// Verifies and parses like the bot, and forgets.
adapters::http::Handler forget() {
  return [channel = bench::messenger("http://127.0.0.1:9")](adapters::http::Request request) -> boost::asio::awaitable<adapters::http::Answer> {
    if (!channel->verify(request)) co_return adapters::http::error_response(403, "the signature is missing or wrong");
    if (channel->parse(request.body).empty()) co_return adapters::http::error_response(400, "empty");
    adapters::http::Response response;
    response.content_type = "text/plain; charset=utf-8";
    response.body = "EVENT_RECEIVED";
    co_return response;
  };
}

void print(const char* name, const Measured& measured, const char* against, const Measured& reference, const char* target) {
  bench::print({name, bench::median(measured.per_second), "webhooks/s", against, bench::median(reference.per_second), target});
}

}  // namespace

int main() {
  const auto requests = bench::vote_requests(webhooks, members, 0);
  const auto bare = bench::start_bare_server(), parsing = bench::start_server(forget());
  Measured with_bare, with_parsing, with_bot, with_turns;
  bool good = true;
  for (int round = 0; round < rounds; ++round) {
    good = load(bare->port(), requests, with_bare) && good;
    good = load(parsing->port(), requests, with_parsing) && good;
    good = load_bot(requests, false, with_bot) && good;
    good = load_bot(requests, true, with_turns) && good;
  }
  print("ingest: accepted durably", with_bot, "stores nothing", with_parsing, "ratio >= 0.70");
  print("ingest: accepted durably", with_bot, "bare Beast", with_bare, "ratio towards 0.40");
  print("ingest: accepted while turns run too", with_turns, "stores nothing", with_parsing, "");
  bench::print({"ingest: CPU of the server a webhook", bench::median(with_bot.cpu_us), "us", "stores nothing", bench::median(with_parsing.cpu_us), ""});
  bench::print({"ingest: CPU of the server a webhook", bench::median(with_bot.cpu_us), "us", "bare Beast", bench::median(with_bare.cpu_us), ""});
  return good ? 0 : 1;
}
