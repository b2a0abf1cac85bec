// What the storage core costs on this machine: commits a second alone and grouped, and one simple statement inside a
// job. The reference is fdatasync after a small append to a file in the same folder: no durable commit can be faster.
// usage: bench_storage [FOLDER [POSTGRESQL-URL]]; without a folder one beside the program
#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <string>

#include "storage/database.hpp"

namespace {

using Clock = std::chrono::steady_clock;
double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

double appends_per_second(const std::string& file, int count) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  const std::string record(4096, 'x');
  const auto start = Clock::now();
  for (int i = 0; i < count; ++i)
    if (::write(descriptor, record.data(), record.size()) < 0 || ::fdatasync(descriptor) != 0) std::abort();
  const double taken = seconds_since(start);
  ::close(descriptor);
  return count / taken;
}

void insert(storage::Session& session) {
  session.run("INSERT INTO bench_fact (name, value) VALUES (?1, ?2)", {"a name of a usual length", 42});
}

// Hands in `count` jobs with at most `depth` of them unanswered, spread over many keys; gives jobs a second.
double jobs_per_second(storage::Database& database, int count, int depth) {
  std::mutex mutex;
  std::condition_variable bell;
  int waiting = 0;
  const auto start = Clock::now();
  for (int i = 0; i < count; ++i) {
    std::unique_lock lock(mutex);
    bell.wait(lock, [&] { return waiting < depth; });
    ++waiting;
    lock.unlock();
    database.submit_write(std::to_string(i % 64), insert, [&](std::exception_ptr error) {
      if (error) std::abort();
      const std::lock_guard guard(mutex);
      --waiting;
      bell.notify_one();
    });
  }
  std::unique_lock lock(mutex);
  bell.wait(lock, [&] { return waiting == 0; });
  return count / seconds_since(start);
}

double microseconds_a_statement(storage::Database& database, int count, storage::Database::Job one) {
  return database.write([&](storage::Session& session) {
    const auto start = Clock::now();
    for (int i = 0; i < count; ++i) one(session);
    return seconds_since(start) * 1e6 / count;
  });
}

void measure(storage::Database& database, double reference) {
  database.write([](storage::Session& session) {
    session.run("CREATE TABLE bench_fact (id {id}, name TEXT NOT NULL, value BIGINT NOT NULL)");
  });
  std::printf("%s\n", std::string(database.engine()).c_str());
  for (const int depth : {1, 16, 64, 256}) {
    const auto before = database.commits();
    const double rate = jobs_per_second(database, depth == 1 ? 3000 : 60000, depth);
    const auto after = database.commits();
    std::printf("  %3d in flight: %7.0f jobs/s, %.1f a commit, %.2f of %.0f appends/s\n", depth, rate,
                static_cast<double>(after.jobs - before.jobs) / static_cast<double>(after.commits - before.commits),
                rate / reference, reference);
  }
  std::printf("  statement in a job: insert %.2f us, select by id %.2f us\n",
              microseconds_a_statement(database, 20000, insert),
              microseconds_a_statement(database, 20000, [](storage::Session& session) {
                session.number("SELECT value FROM bench_fact WHERE id = ?1", {17});
              }));
  database.write([](storage::Session& session) { session.run("DROP TABLE bench_fact"); });
}

}  // namespace

int main(int argc, char** argv) {
  const auto here = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  const auto folder = (argc > 1 ? std::filesystem::path(argv[1]) : here) / ("bench_storage." + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const double reference = appends_per_second((folder / "appends").string(), 2000);
  measure(*storage::open_sqlite({(folder / "bench.db").string()}), reference);
  if (argc > 2) measure(*storage::open_postgres({argv[2]}), reference);
  std::filesystem::remove_all(folder);
}
