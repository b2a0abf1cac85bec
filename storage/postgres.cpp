// Database over PostgreSQL: writer threads that share the jobs by key, reader threads over one queue, a server's lock.
#include <functional>

#include "storage/migrations.hpp"
#include "storage/postgres_dump.hpp"
#include "storage/postgres_worker.hpp"
#include "storage/sql_text.hpp"

namespace storage {

namespace {

class PostgresDatabase final : public Database {
 public:
  // The tables are up to date. Without a lock the database is only read.
  PostgresDatabase(const PostgresOptions& options, std::unique_ptr<PostgresLock> lock)
      : url_(options.url),
        lock_(std::move(lock)) {
    const int writers = lock_ ? options.connections : 0;
    for (int i = 0; i < writers; ++i) queues_.push_back(std::make_unique<JobQueue>());
    for (auto& queue : queues_) add_worker(PostgresWorker::Kind::writer, *queue);
    for (int i = 0; i < options.readers; ++i) add_worker(PostgresWorker::Kind::reader, read_queue_);
  }
  ~PostgresDatabase() override {
    for (auto& queue : queues_) queue->close();
    read_queue_.close();
    workers_.clear();
  }

  void submit_write(std::string_view key, Job job, Done done) override {
    if (queues_.empty())
      return done(std::make_exception_ptr(std::logic_error("This database was opened for reading only.")));
    const std::size_t place = key.empty() ? next_++ : std::hash<std::string_view>{}(key);
    queues_[place % queues_.size()]->put({std::move(job), std::move(done)});
  }
  void submit_read(Job job, Done done) override { read_queue_.put({std::move(job), std::move(done), true}); }
  std::string_view engine() const override { return "postgresql"; }
  CommitStats commits() const override { return {counters_.commits.load(), counters_.commits.load()}; }
  void backup(const std::string& file) override { dump_postgres(url_, file); }

 private:
  void add_worker(PostgresWorker::Kind kind, JobQueue& queue) {
    const PostgresLock* needed = kind == PostgresWorker::Kind::writer ? lock_.get() : nullptr;
    workers_.push_back(std::make_unique<PostgresWorker>(kind, url_, queue, needed, counters_));
  }

  const std::string url_;
  std::unique_ptr<PostgresLock> lock_;  // first in, last out
  PostgresCounters counters_;
  JobQueue read_queue_;
  std::vector<std::unique_ptr<JobQueue>> queues_;  // one a writer: jobs of one key stay in order
  std::atomic<std::size_t> next_ = 0;
  std::vector<std::unique_ptr<PostgresWorker>> workers_;
};

int newest_applied(PostgresConnection& connection) {
  return connection.translated([&] {
    pqxx::nontransaction session(connection.raw());
    if (session.exec1("SELECT to_regclass('schema_version') IS NULL")[0].as<bool>()) return 0;
    return session.exec1(std::string(select_schema_version))[0].as<int>();
  });
}

void apply(PostgresConnection& connection, const Migration& migration) {
  connection.translated([&] {
    pqxx::work work(connection.raw());
    work.exec(std::string(create_schema_version));
    work.exec(translate(migration.sql, postgres_dialect));
    work.exec_params(translate(record_schema_version, postgres_dialect), migration.number, migration.name,
                     moment_of_migration());
    work.commit();
  });
}

}  // namespace

std::unique_ptr<Database> open_postgres(const PostgresOptions& options) {
  auto lock = options.server_lock ? std::make_unique<PostgresLock>(options.url) : nullptr;
  PostgresConnection connection(options.url);
  const auto newest = [&] { return newest_applied(connection); };
  const auto apply_one = [&](const Migration& migration) { apply(connection, migration); };
  if (lock) bring_up_to_date(embedded_migrations(), {newest, apply_one});
  else require_current(embedded_migrations(), newest());
  return std::make_unique<PostgresDatabase>(options, std::move(lock));
}

}  // namespace storage
