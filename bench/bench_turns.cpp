// Turns a second on an SQLite file: votes that wait in the inbox → counted → reply in the outbox, event done. The
// reference is as many inserts of one row, each a write job of its own like a turn, handed in as many at a time.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <thread>

#include "bot.hpp"
#include "figure.hpp"
#include "people.hpp"

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t members = 5'000, votes = 30'000, at_once = 256;
constexpr int rounds = 3;

double seconds_since(Clock::time_point begun) { return std::chrono::duration<double>(Clock::now() - begun).count(); }

void fill_inbox(bench::Bot& bot) {
  constexpr std::uint64_t options = 3;
  const auto channel = bench::messenger("http://127.0.0.1:9");
  std::vector<adapters::Event> events;
  for (std::size_t n = 0; n < votes; ++n) {
    auto parsed = channel->parse(bench::vote_body(n % members, static_cast<int>(n / members % options) + 1, n));
    events.push_back(std::move(parsed.at(0)));
    if (events.size() == at_once || n + 1 == votes) bot.accept(std::exchange(events, {}));
  }
}

struct Run { double per_second = 0, inside_us = 0, cpu_us = 0; };

Run run_turns(storage::Database& database) {
  bench::Bot bot(database, {});
  fill_inbox(bot);
  const auto begun = Clock::now();
  const double cpu = bench::process_cpu_seconds();
  bot.start();
  auto stats = bot.stats();
  while (stats.turn_time.count < votes && seconds_since(begun) < 30) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    stats = bot.stats();
  }
  const auto done = static_cast<double>(stats.turn_time.count);
  return {done / seconds_since(begun), stats.turn_time.sum * 1e3 / done, (bench::process_cpu_seconds() - cpu) * 1e6 / done};
}

// All votes are counted, and everybody has got a reply each time.
bool check(storage::Database& database) {
  const auto number = [&](const char* sql) {
    return database.read([sql](storage::Session& session) { return session.number(sql); });
  };
  const auto counted = number("SELECT SUM(votes) FROM poll_option"), replies = number("SELECT count(*) FROM outbox");
  if (std::cmp_equal(counted, members) && std::cmp_equal(replies, votes)) return true;
  std::printf("%lld VOTES COUNTED, %lld REPLIES\n", static_cast<long long>(counted), static_cast<long long>(replies));
  return false;
}

double inserts_per_second(storage::Database& database) {
  database.write([](storage::Session& session) {
    session.run("CREATE TABLE bench_fact (id {id}, name TEXT NOT NULL, value BIGINT NOT NULL)");
  });
  const auto insert = [](storage::Session& session) {
    session.run("INSERT INTO bench_fact (name, value) VALUES (?1, ?2)", {"a name of a usual length", 42});
  };
  const auto begun = Clock::now();
  for (std::size_t done = 0; done < votes; done += at_once) {
    std::atomic<std::size_t> remaining = at_once;
    for (std::size_t n = 0; n < at_once; ++n) {
      database.submit_write({}, insert, [&remaining](std::exception_ptr) {
        if (remaining.fetch_sub(1) == 1) remaining.notify_one();
      });
    }
    for (auto left = remaining.load(); left > 0; left = remaining.load()) remaining.wait(left);
  }
  return static_cast<double>(votes) / seconds_since(begun);
}

}  // namespace

int main() {
  std::vector<double> turns, inserts, inside, cpu;
  bool good = true;
  for (int round = 0; round < rounds; ++round) {
    const bench::Folder folder;
    const auto database = storage::open_sqlite({folder.file("bot.db")});
    bench::seed_members(*database, members);
    const auto run = run_turns(*database);
    good = check(*database) && good;
    turns.push_back(run.per_second);
    inside.push_back(run.inside_us);
    cpu.push_back(run.cpu_us);
    inserts.push_back(inserts_per_second(*database));
  }
  const auto rate = bench::median(turns), reference = bench::median(inserts);
  bench::print({"turns: votes", rate, "turns/s", "inserts of one row", reference, ">= 10,000 turns/s"});
  bench::print({"turns: inside the transaction", bench::median(inside), "us a turn", "", 0, ""});
  bench::print({"turns: CPU of all threads", bench::median(cpu), "us a turn", "", 0, ""});
  return good ? 0 : 1;
}
