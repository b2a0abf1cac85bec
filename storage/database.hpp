// The door to the database: jobs that run inside one transaction on a storage thread. Two engines stand behind it,
// SQLite (embedded default) and PostgreSQL; callers cannot tell which. SQL is written once, with ?1-style placeholders.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <future>
#include <initializer_list>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace storage {

// The database is away, full, locked or broken: nothing of the job was kept, trying again later may help. (After a commit
// in doubt that could not be repeated on PostgreSQL it may have been kept: the job's own mark tells.)
struct Unavailable : std::runtime_error { using runtime_error::runtime_error; };
// A UNIQUE, FOREIGN KEY, NOT NULL or CHECK constraint refused the statement. The caller may catch it and go on only
// after letting the job end; inside the job use ON CONFLICT instead.
struct ConstraintError : std::runtime_error { using runtime_error::runtime_error; };
// The database cannot be used as it is: newer than this program, not ours, used by another server. One sentence.
struct UnusableDatabase : std::runtime_error { using runtime_error::runtime_error; };

// A value bound to a placeholder. Text and bytes are views: they must live until the call returns.
struct Bytes { std::string_view data; };
class Param {
 public:
  Param(std::nullptr_t) {}
  Param(std::nullopt_t) {}
  template <class T> requires std::is_integral_v<T>
  Param(T value) : value_(static_cast<std::int64_t>(value)) {}
  Param(double value) : value_(value) {}
  Param(std::string_view value) : value_(value) {}
  Param(const std::string& value) : value_(std::string_view(value)) {}
  Param(const char* value) : value_(std::string_view(value)) {}
  Param(Bytes value) : value_(value) {}
  template <class T> Param(const std::optional<T>& value) { if (value) value_ = Param(*value).value_; }
  using Value = std::variant<std::monostate, std::int64_t, double, std::string_view, Bytes>;
  const Value& value() const { return value_; }
 private:
  Value value_;
};

// One row of a result; columns count from 0. Text and bytes stay valid until the callback returns.
class Row {
 public:
  virtual bool null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;   // null reads as 0
  virtual double real(int column) const = 0;
  virtual std::string_view text(int column) const = 0;  // null reads as ""
  virtual std::string bytes(int column) const = 0;      // raw octets of a {bytes} column
  std::string string(int column) const { return std::string(text(column)); }
  std::optional<std::int64_t> maybe_integer(int column) const {
    return null(column) ? std::nullopt : std::optional(integer(column));
  }
  std::optional<std::string> maybe_string(int column) const {
    return null(column) ? std::nullopt : std::optional(string(column));
  }

 protected:
  ~Row() = default;
};

// One transaction on one connection. Used only by the job it was handed to, on that job's thread.
// Words in braces stand for what the engines spell differently: {id} (a primary key that counts itself), {bytes}
// (column type of raw octets), {skip_locked} (lock what a claim selects and pass over what others hold).
class Session {
 public:
  using RowFn = std::function<void(const Row&)>;

  // Runs one statement, gives the number of rows it changed. Statements are prepared once a connection and kept by
  // their text: pass string literals, never a text that was put together from values.
  std::int64_t run(std::string_view sql, std::initializer_list<Param> params = {}) {
    return execute(sql, params.begin(), params.size(), nullptr);
  }
  std::int64_t run(std::string_view sql, const std::vector<Param>& params) {
    return execute(sql, params.data(), params.size(), nullptr);
  }

  // Calls each_row for every row, in order. No other statement of the same text may run inside each_row.
  void each(std::string_view sql, std::initializer_list<Param> params, const RowFn& each_row) {
    execute(sql, params.begin(), params.size(), &each_row);
  }
  void each(std::string_view sql, const std::vector<Param>& params, const RowFn& each_row) {
    execute(sql, params.data(), params.size(), &each_row);
  }

  // The first row through read, nothing if there is none.
  template <class F>
  auto one(std::string_view sql, std::initializer_list<Param> params, F read)
      -> std::optional<std::invoke_result_t<F, const Row&>> {
    std::optional<std::invoke_result_t<F, const Row&>> found;
    each(sql, params, [&](const Row& row) { if (!found) found.emplace(read(row)); });
    return found;
  }
  // All rows through read.
  template <class F>
  auto all(std::string_view sql, std::initializer_list<Param> params, F read)
      -> std::vector<std::invoke_result_t<F, const Row&>> {
    std::vector<std::invoke_result_t<F, const Row&>> rows;
    each(sql, params, [&](const Row& row) { rows.push_back(read(row)); });
    return rows;
  }
  // The first column of the first row: a count, an id (RETURNING id). 0 if there is no row or it is null.
  std::int64_t number(std::string_view sql, std::initializer_list<Param> params = {}) {
    return one(sql, params, [](const Row& row) { return row.integer(0); }).value_or(0);
  }

 protected:
  ~Session() = default;
  virtual std::int64_t execute(std::string_view sql, const Param* params, std::size_t count, const RowFn* each_row) = 0;
};

// jobs / commits = mean size of a group commit
struct CommitStats { std::uint64_t commits = 0; std::uint64_t jobs = 0; };

class Database {
 public:
  using Job = std::function<void(Session&)>;
  // Called once, on a storage thread, after COMMIT (null) or when nothing of the job was kept (the exception).
  // Must not block or throw.
  using Done = std::function<void(std::exception_ptr)>;

  virtual ~Database() = default;  // finishes the jobs already handed in

  // Runs job in a write transaction. Jobs with the same key run in the order they were handed in. The job may run more
  // than once (SQLite: another job of its batch failed; PostgreSQL: serialisation failure, in-doubt commit): it changes
  // nothing but its Session until done, and checks its own mark. An exception thrown by the job rolls back this job alone and reaches done. Any thread.
  virtual void submit_write(std::string_view key, Job job, Done done) = 0;
  // Runs job in a read transaction on a reader thread. Any thread.
  virtual void submit_read(Job job, Done done) = 0;

  virtual std::string_view engine() const = 0;    // "sqlite" or "postgresql"
  virtual CommitStats commits() const = 0;        // since the start; any thread
  virtual void backup(const std::string& file) = 0;  // a consistent copy; blocks; throws Unavailable

  // The blocking forms, for commands and tests; never on the I/O thread.
  template <class F>
  auto write(F job) {
    return wait([&](Job j, Done d) { submit_write({}, std::move(j), std::move(d)); }, std::move(job));
  }
  template <class F>
  auto read(F job) {
    return wait([&](Job j, Done d) { submit_read(std::move(j), std::move(d)); }, std::move(job));
  }

 private:
  template <class Submit, class F>
  static std::invoke_result_t<F&, Session&> wait(Submit submit, F job) {
    using R = std::invoke_result_t<F&, Session&>;
    std::promise<void> finished;
    const auto done = [&](std::exception_ptr error) { error ? finished.set_exception(error) : finished.set_value(); };
    if constexpr (std::is_void_v<R>) {
      submit([&](Session& s) { job(s); }, done);
      finished.get_future().get();
    } else {
      std::optional<R> result;
      submit([&](Session& s) { result.emplace(job(s)); }, done);
      finished.get_future().get();
      return std::move(*result);
    }
  }
};

struct SqliteOptions {
  std::string file;            // ":memory:" for a private one (one connection then serves readers too)
  int readers = 2;
  int max_batch = 256;         // jobs in one group commit at most
  bool server_lock = true;     // a second server on the same file is refused; commands that only read pass false
};
// Opens (or creates) the file, takes the server's lock on it, brings the tables up to date. Without the lock the file
// must be there and up to date, and write jobs are refused. Throws UnusableDatabase, Unavailable.
std::unique_ptr<Database> open_sqlite(const SqliteOptions& options);

struct PostgresOptions {
  std::string url;             // postgresql://… or key=value
  int connections = 4;         // writers; jobs are spread over them by key
  int readers = 2;
  bool server_lock = true;     // as for SQLite
};
std::unique_ptr<Database> open_postgres(const PostgresOptions& options);

}  // namespace storage
