// Database over SQLite: one writer thread with group commit, reader threads with connections of their own, one file.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>

#include "storage/file_lock.hpp"
#include "storage/migrations.hpp"
#include "storage/sql_text.hpp"
#include "storage/sqlite_writer.hpp"

namespace storage {

namespace {

constexpr std::string_view in_memory = ":memory:";
constexpr int writer_cache_kib = 16 * 1024;
constexpr int reader_cache_kib = 4 * 1024;

// Reader threads over one queue; in WAL mode they never wait for the writer.
class SqliteReaders {
 public:
  SqliteReaders(const std::string& file, int count) {
    for (int i = 0; i < count; ++i)
      connections_.push_back(
          std::make_unique<SqliteConnection>(file, SqliteConnection::Open::existing, reader_cache_kib));
    for (auto& connection : connections_) threads_.emplace_back([this, &connection] { loop(*connection); });
  }
  ~SqliteReaders() {
    queue_.close();
    for (std::thread& thread : threads_) thread.join();
  }
  void submit(QueuedJob item) { queue_.put(std::move(item)); }

 private:
  void loop(SqliteConnection& connection) {
    std::deque<QueuedJob> taken;
    while (queue_.take(taken, 1)) {
      for (QueuedJob& item : taken) item.finish(read(connection, item));
      taken.clear();
    }
  }
  static std::exception_ptr read(SqliteConnection& connection, QueuedJob& item) {
    std::exception_ptr error;
    try {
      SqliteSession session(connection, true);
      connection.run("BEGIN");
      item.job(session);
      error = session.failure();
    } catch (...) {
      error = std::current_exception();
    }
    connection.rollback();
    return error;
  }

  JobQueue queue_;
  std::vector<std::unique_ptr<SqliteConnection>> connections_;
  std::vector<std::thread> threads_;
};

class SqliteDatabase final : public Database {
 public:
  // `connection` is open and its tables are up to date. Without a lock the database is only read.
  SqliteDatabase(const SqliteOptions& options, std::unique_ptr<FileLock> lock,
                 std::unique_ptr<SqliteConnection> connection)
      : file_(options.file),
        writable_(options.server_lock),
        lock_(std::move(lock)),
        writer_(std::move(connection), options.max_batch) {
    if (file_ != in_memory) readers_ = std::make_unique<SqliteReaders>(file_, options.readers);
  }

  void submit_write(std::string_view, Job job, Done done) override {
    if (writable_) return writer_.submit({std::move(job), std::move(done)});
    done(std::make_exception_ptr(std::logic_error("This database was opened for reading only.")));
  }
  void submit_read(Job job, Done done) override {
    QueuedJob item{std::move(job), std::move(done), true};
    readers_ ? readers_->submit(std::move(item)) : writer_.submit(std::move(item));
  }
  std::string_view engine() const override { return "sqlite"; }
  CommitStats commits() const override { return writer_.stats(); }

  void backup(const std::string& file) override {
    if (::access(file.c_str(), F_OK) == 0) throw Unavailable("The backup file " + file + " exists already.");
    const std::string part = file + ".part";
    std::remove(part.c_str());
    copy_into(part);
    if (std::rename(part.c_str(), file.c_str()) != 0) throw Unavailable("Cannot write the backup file " + file + ".");
  }

 private:
  void copy_into(const std::string& part) {
    const auto copy = [&part](SqliteConnection& connection) {
      connection.run("VACUUM INTO ?1", {part});
      const int descriptor = ::open(part.c_str(), O_RDONLY | O_CLOEXEC);
      const bool kept = descriptor >= 0 && ::fsync(descriptor) == 0;
      if (descriptor >= 0) ::close(descriptor);
      if (!kept) throw Unavailable("Cannot write the backup file " + part + ".");
    };
    try {
      if (file_ == in_memory) return writer_.run_between_transactions(copy);
      SqliteConnection connection(file_, SqliteConnection::Open::existing, reader_cache_kib);
      copy(connection);
    } catch (const std::exception& error) {
      std::remove(part.c_str());
      throw Unavailable(std::string("The backup failed: ") + error.what());
    }
  }

  const std::string file_;
  const bool writable_;
  std::unique_ptr<FileLock> lock_;  // first in, last out
  SqliteWriter writer_;
  std::unique_ptr<SqliteReaders> readers_;
};

// Personal data: a new file is for its owner only. SQLite gives its companions the same rights.
void create_private(const std::string& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor >= 0) ::close(descriptor);
}

bool has_table(SqliteConnection& connection, std::string_view name) {
  return connection.run("SELECT COUNT(*) FROM sqlite_master WHERE name = ?1", {name}) != 0;
}

int newest_applied(SqliteConnection& connection, const std::string& file) {
  if (has_table(connection, "schema_version")) return static_cast<int>(connection.run(select_schema_version));
  if (connection.run("SELECT COUNT(*) FROM sqlite_master") != 0)
    throw UnusableDatabase("The database " + file + " belongs to another program.");
  return 0;
}

void apply(SqliteConnection& connection, const Migration& migration) {
  try {
    connection.run("BEGIN IMMEDIATE");
    connection.run(create_schema_version);
    connection.script(translate(migration.sql, sqlite_dialect));
    connection.run(record_schema_version, {migration.number, migration.name, moment_of_migration()});
    connection.run("COMMIT");
  } catch (...) {
    connection.rollback();
    throw;
  }
}

void migrate(SqliteConnection& connection, const std::string& file) {
  bring_up_to_date(embedded_migrations(), {[&] { return newest_applied(connection, file); },
                                           [&](const Migration& migration) { apply(connection, migration); }});
}

}  // namespace

std::unique_ptr<Database> open_sqlite(const SqliteOptions& options) {
  const bool file = options.file != in_memory;
  if (!options.server_lock) {
    auto connection =
        std::make_unique<SqliteConnection>(options.file, SqliteConnection::Open::existing, reader_cache_kib);
    require_current(embedded_migrations(), newest_applied(*connection, options.file));
    return std::make_unique<SqliteDatabase>(options, nullptr, std::move(connection));
  }
  auto lock = file ? std::make_unique<FileLock>(options.file) : nullptr;
  if (file) create_private(options.file);
  auto connection = std::make_unique<SqliteConnection>(options.file, SqliteConnection::Open::create, writer_cache_kib);
  migrate(*connection, options.file);
  return std::make_unique<SqliteDatabase>(options, std::move(lock), std::move(connection));
}

}  // namespace storage
