// One PostgreSQL connection with its prepared statements, and the session a job sees. Belongs to one thread at a time.
#pragma once

#include <memory>
#include <pqxx/pqxx>

#include "storage/job_queue.hpp"
#include "storage/statement_cache.hpp"

namespace storage {

// What a connection found out about an exception of libpqxx.
enum class PostgresFault {
  constraint,  // the statement broke a rule of the data
  statement,   // the SQL is wrong
  repeat,      // serialisation failure or deadlock: the same job may pass next time
  away,        // the connection is gone; nothing was kept
  in_doubt,    // the connection went during COMMIT: kept or not, nobody knows
  resources    // disk, memory or the like: nothing was kept
};

// Thrown by sessions and transactions for what repeating the whole job may mend.
struct PostgresInterrupted : Unavailable {
  PostgresInterrupted(PostgresFault what, const std::string& text) : Unavailable(text), fault(what) {}
  PostgresFault fault;
};

class PostgresConnection {
 public:
  explicit PostgresConnection(const std::string& url);  // throws Unavailable
  bool open() const { return connection_.is_open(); }
  pqxx::connection& raw() { return connection_; }
  // Name of the prepared statement of this text, in the common dialect.
  const std::string& statement(std::string_view sql);
  // Runs f and turns what libpqxx throws into ConstraintError, PostgresInterrupted, Unavailable or std::runtime_error.
  template <class F> decltype(auto) translated(F f);

 private:
  [[noreturn]] void raise_current() const;
  [[noreturn]] static void raise(PostgresFault fault, const std::string& text);
  pqxx::connection connection_;
  pqxx::quiet_errorhandler quiet_;  // notices go nowhere instead of to standard error
  StatementCache<std::string> statements_;
};

class PostgresSession final : public FailureKeepingSession {
 public:
  PostgresSession(PostgresConnection& connection, pqxx::transaction_base& transaction)
      : connection_(connection),
        transaction_(transaction) {}

 protected:
  std::int64_t execute(std::string_view sql, const Param* params, std::size_t count, const RowFn* each_row) override;

 private:
  pqxx::result ask(std::string_view sql, const Param* params, std::size_t count);
  PostgresConnection& connection_;
  pqxx::transaction_base& transaction_;
};

template <class F>
decltype(auto) PostgresConnection::translated(F f) {
  try {
    return f();
  } catch (const pqxx::pqxx_exception&) {
    raise_current();
  }
}

// The first line of a message of the server or of libpq, without its end of line.
std::string first_line(const std::string& message);

}  // namespace storage
