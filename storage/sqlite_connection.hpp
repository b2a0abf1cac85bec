// One SQLite connection with its prepared statements, and the session a job sees. Belongs to one thread at a time.
// SQLiteCpp opens and closes; statements are held here because its Statement binds no string_view without a copy.
#pragma once

#include <SQLiteCpp/Database.h>
#include <sqlite3.h>

#include "storage/job_queue.hpp"
#include "storage/statement_cache.hpp"

namespace storage {

constexpr int sqlite_busy_timeout_ms = 1500;  // below what a platform waits for its 200

// A prepared statement and, while it steps, the row it stands on.
class SqliteStatement final : public Row {
 public:
  SqliteStatement(sqlite3* connection, std::string_view sql);
  ~SqliteStatement() { sqlite3_finalize(statement_); }
  SqliteStatement(const SqliteStatement&) = delete;

  void bind(const Param* params, std::size_t count);
  bool step();                                       // true: stands on a row
  void reset() noexcept { sqlite3_reset(statement_); }
  bool running() const { return sqlite3_stmt_busy(statement_) != 0; }
  bool writes() const { return sqlite3_stmt_readonly(statement_) == 0; }

  bool null(int column) const override;
  std::int64_t integer(int column) const override;
  double real(int column) const override;
  std::string_view text(int column) const override;
  std::string bytes(int column) const override;

 private:
  void bind_one(int index, const Param& param);
  sqlite3* connection_;
  sqlite3_stmt* statement_ = nullptr;
};

class SqliteConnection {
 public:
  enum class Open { create, existing };
  // Throws UnusableDatabase when the file cannot be opened or is no database.
  SqliteConnection(const std::string& file, Open open, int cache_kib);

  SqliteStatement& statement(std::string_view sql);  // from the cache; sql in the common dialect
  std::int64_t run(std::string_view sql, std::initializer_list<Param> params = {});
  void script(const std::string& sql);               // several statements without parameters, SQLite's dialect
  void rollback() noexcept;                          // whatever is open; nothing if SQLite already ended it
  bool in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }
  std::int64_t total_changes() const { return sqlite3_total_changes64(handle_); }
  sqlite3* handle() const { return handle_; }

 private:
  SQLite::Database database_;
  sqlite3* handle_;
  StatementCache<SqliteStatement> statements_;  // after the database: goes before it
};

class SqliteSession final : public FailureKeepingSession {
 public:
  SqliteSession(SqliteConnection& connection, bool reads_only) : connection_(connection), reads_only_(reads_only) {}

 protected:
  std::int64_t execute(std::string_view sql, const Param* params, std::size_t count, const RowFn* each_row) override;

 private:
  SqliteStatement& prepared(std::string_view sql, const Param* params, std::size_t count);
  SqliteConnection& connection_;
  bool reads_only_;
};

// Throws what the result code means: ConstraintError, Unavailable, or std::runtime_error for SQL that is wrong.
[[noreturn]] void raise_sqlite(sqlite3* connection, int code);

}  // namespace storage
