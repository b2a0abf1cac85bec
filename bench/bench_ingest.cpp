// Signed Messenger webhooks accepted durably a second (SQLite, synchronous=FULL). The references, over the same
// requests: the same server over a database that forgets; the HTTP server with nothing but verify and parse behind it;
// a bare Beast loop that only answers 200. The load comes from one thread of this process.
#include <cstdio>

#include "adapters/channel.hpp"
#include "bot.hpp"
#include "figure.hpp"
#include "forgetful.hpp"
#include "load.hpp"
#include "people.hpp"
#include "reference_server.hpp"

namespace {

constexpr std::size_t members = 5'000, webhooks = 30'000, connections = 256;
constexpr int rounds = 3;
enum class Storing { kept, kept_while_turns_run, forgotten };

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
  plan.connections = connections;
  plan.limit = std::chrono::seconds(20);
  const auto cpu = [] { return bench::process_cpu_seconds() - bench::thread_cpu_seconds(); };
  const double before = cpu();
  const auto result = bench::run_load(plan);
  measured.add(result, cpu() - before);
  const auto good = result.with_status(200);
  if (good != requests.size()) std::printf("ONLY %llu ANSWERS WERE 200\n", static_cast<unsigned long long>(good));
  return good == requests.size();
}

// Every 200 must be a row, if it is kept at all.
bool load_bot(const std::vector<std::string>& requests, Storing storing, Measured& measured) {
  const bench::Folder folder;
  const auto database = storage::open_sqlite({folder.file("bot.db")});
  bench::seed_members(*database, members);
  bench::Forgetful forgetful(*database);
  const bool kept = storing != Storing::forgotten;
  bench::Bot bot(kept ? *database : forgetful, {});
  if (storing == Storing::kept_while_turns_run) bot.start();
  const bool good = load(bot.port(), requests, measured);
  const auto count = [](storage::Session& session) { return session.number("SELECT count(*) FROM inbox"); };
  const auto rows = database->read(count);
  const bool all_there = std::cmp_equal(rows, kept ? requests.size() : 0);
  if (!all_there) std::printf("%lld ROWS IN THE INBOX\n", static_cast<long long>(rows));
  return good && all_there;
}

adapters::http::Handler verify_and_parse() {
  using adapters::http::Answer, adapters::http::Request;
  return [channel = bench::messenger("http://127.0.0.1:9")](Request request) -> boost::asio::awaitable<Answer> {
    if (!channel->verify(request)) co_return adapters::http::error_response(403, "the signature is missing or wrong");
    if (channel->parse(request.body).empty()) co_return adapters::http::error_response(400, "empty");
    adapters::http::Response response;
    response.content_type = "text/plain; charset=utf-8";
    response.body = "EVENT_RECEIVED";
    co_return response;
  };
}

void print(const char* name, const Measured& measured, const char* against, const Measured& reference,
           const char* target) {
  const auto rate = bench::median(measured.per_second), other_rate = bench::median(reference.per_second);
  bench::print({name, rate, "webhooks/s", against, other_rate, target});
}

void print_cpu(const Measured& measured, const char* against, const Measured& reference) {
  const auto cost = bench::median(measured.cpu_us), other_cost = bench::median(reference.cpu_us);
  bench::print({"ingest: CPU of the server a webhook", cost, "us", against, other_cost, ""});
}

}  // namespace

int main() {
  const auto requests = bench::vote_requests(webhooks, members, 0);
  const auto bare = bench::start_bare_server(), parsing = bench::start_server(verify_and_parse());
  Measured with_bare, with_parsing, forgotten, kept, with_turns;
  bool good = true;
  for (int round = 0; round < rounds; ++round) {
    good = load(bare->port(), requests, with_bare) && good;
    good = load(parsing->port(), requests, with_parsing) && good;
    good = load_bot(requests, Storing::forgotten, forgotten) && good;
    good = load_bot(requests, Storing::kept, kept) && good;
    good = load_bot(requests, Storing::kept_while_turns_run, with_turns) && good;
  }
  print("ingest: accepted durably", kept, "the same storing nothing", forgotten, "ratio >= 0.70");
  print("ingest: accepted durably", kept, "verify and parse alone", with_parsing, "");
  print("ingest: accepted durably", kept, "bare Beast", with_bare, "ratio towards 0.40");
  print("ingest: accepted while turns run too", with_turns, "the same storing nothing", forgotten, "");
  print_cpu(kept, "the same storing nothing", forgotten);
  print_cpu(kept, "bare Beast", with_bare);
  return good ? 0 : 1;
}
