// Opening with the right pragmas, binding, stepping, and what SQLite's result codes mean to callers.
#include "storage/sqlite_connection.hpp"

#include <SQLiteCpp/Exception.h>

#include "storage/sql_text.hpp"

namespace storage {

namespace {

constexpr int wal_pages_before_checkpoint = 16'000;  // 64 MB: a page that many imports touch is written back once
constexpr int statement_journal_in_memory = 4 << 20;  // up to this size a batch's savepoints need no temporary file

bool statement_is_wrong(int code) {
  return code == SQLITE_ERROR || code == SQLITE_MISUSE || code == SQLITE_RANGE || code == SQLITE_AUTH;
}

// Statistics of memory would lock a mutex for every allocation; nobody reads them.
void configure_library_once() {
  [[maybe_unused]] static const int done = sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, statement_journal_in_memory) |
                                           sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

SQLite::Database open(const std::string& file, SqliteConnection::Open how) {
  configure_library_once();
  const int create = how == SqliteConnection::Open::create ? SQLite::OPEN_CREATE : 0;
  try {
    return SQLite::Database(file, SQLite::OPEN_READWRITE | create | SQLite::OPEN_NOMUTEX, sqlite_busy_timeout_ms);
  } catch (const SQLite::Exception& error) {
    throw UnusableDatabase("Cannot open the database " + file + ": " + error.what() + ".");
  }
}

class ResetAtEnd {
 public:
  explicit ResetAtEnd(SqliteStatement& statement) : statement_(statement) {}
  ~ResetAtEnd() { statement_.reset(); }
  ResetAtEnd(const ResetAtEnd&) = delete;

 private:
  SqliteStatement& statement_;
};

}  // namespace

void raise_sqlite(sqlite3* connection, int code) {
  const std::string text = std::string("SQLite: ") + sqlite3_errmsg(connection);
  const int kind = code & 0xff;
  if (kind == SQLITE_CONSTRAINT || kind == SQLITE_MISMATCH || kind == SQLITE_TOOBIG) throw ConstraintError(text);
  if (statement_is_wrong(kind)) throw std::runtime_error(text);
  throw Unavailable(text);
}

SqliteStatement::SqliteStatement(sqlite3* connection, std::string_view sql) : connection_(connection) {
  const std::string text = translate(sql, sqlite_dialect);
  const int code = sqlite3_prepare_v3(connection, text.data(), static_cast<int>(text.size()), SQLITE_PREPARE_PERSISTENT,
                                      &statement_, nullptr);
  if (code != SQLITE_OK) raise_sqlite(connection, code);
  if (!statement_) throw std::logic_error("SQL: empty statement");
}

void SqliteStatement::bind(const Param* params, std::size_t count) {
  if (static_cast<int>(count) != sqlite3_bind_parameter_count(statement_))
    throw std::logic_error("SQL: wrong number of parameters for: " + std::string(sqlite3_sql(statement_)));
  for (std::size_t i = 0; i < count; ++i) bind_one(static_cast<int>(i) + 1, params[i]);
}

void SqliteStatement::bind_one(int index, const Param& param) {
  // A null address would bind NULL instead of an empty text.
  const auto address = [](std::string_view view) { return view.data() ? view.data() : ""; };
  const Param::Value& value = param.value();
  int code = SQLITE_OK;
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    code = sqlite3_bind_int64(statement_, index, *number);
  } else if (const auto* text = std::get_if<std::string_view>(&value)) {
    if (text->find('\0') != text->npos) throw ConstraintError("SQL: a text holds a NUL octet");
    code = sqlite3_bind_text64(statement_, index, address(*text), text->size(), SQLITE_STATIC, SQLITE_UTF8);
  } else if (const auto* bytes = std::get_if<Bytes>(&value)) {
    code = sqlite3_bind_blob64(statement_, index, address(bytes->data), bytes->data.size(), SQLITE_STATIC);
  } else if (const auto* real = std::get_if<double>(&value)) {
    code = sqlite3_bind_double(statement_, index, *real);
  } else {
    code = sqlite3_bind_null(statement_, index);
  }
  if (code != SQLITE_OK) raise_sqlite(connection_, code);
}

bool SqliteStatement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  raise_sqlite(connection_, sqlite3_extended_errcode(connection_));
}

bool SqliteStatement::null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
std::int64_t SqliteStatement::integer(int column) const { return sqlite3_column_int64(statement_, column); }
double SqliteStatement::real(int column) const { return sqlite3_column_double(statement_, column); }
std::string_view SqliteStatement::text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  return text ? std::string_view(text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)))
              : std::string_view("");
}
std::string SqliteStatement::bytes(int column) const {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  return data ? std::string(data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))) : std::string();
}

SqliteConnection::SqliteConnection(const std::string& file, Open how, int cache_kib)
    : database_(open(file, how)),
      handle_(database_.getHandle()) {
  sqlite3_extended_result_codes(handle_, 1);
  try {
    script("PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -" + std::to_string(cache_kib) +
           "; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = " +
           std::to_string(wal_pages_before_checkpoint) + "; SELECT COUNT(*) FROM sqlite_master");
  } catch (const std::exception& error) {
    throw UnusableDatabase("Cannot use the database " + file + " (" + error.what() + ").");
  }
}

SqliteStatement& SqliteConnection::statement(std::string_view sql) {
  return statements_.get(sql,
                         [this](std::string_view text) { return std::make_unique<SqliteStatement>(handle_, text); });
}

std::int64_t SqliteConnection::run(std::string_view sql, std::initializer_list<Param> params) {
  SqliteStatement& prepared = statement(sql);
  const ResetAtEnd reset(prepared);
  prepared.bind(params.begin(), params.size());
  std::int64_t first = 0;
  for (bool begun = false; prepared.step(); begun = true)
    if (!begun) first = prepared.integer(0);
  return first;
}

void SqliteConnection::script(const std::string& sql) {
  if (const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr); code != SQLITE_OK)
    raise_sqlite(handle_, code);
}

void SqliteConnection::rollback() noexcept {
  if (in_transaction()) sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
}

SqliteStatement& SqliteSession::prepared(std::string_view sql, const Param* params, std::size_t count) {
  SqliteStatement& statement = connection_.statement(sql);
  if (statement.running())
    throw std::logic_error("SQL: the same statement runs inside its own rows: " + std::string(sql));
  if (reads_only_ && statement.writes()) throw std::logic_error("SQL: a read job may not write: " + std::string(sql));
  statement.bind(params, count);
  return statement;
}

std::int64_t SqliteSession::execute(std::string_view sql, const Param* params, std::size_t count,
                                    const RowFn* each_row) {
  refuse_after_failure();
  SqliteStatement& statement = keep_failure([&]() -> SqliteStatement& { return prepared(sql, params, count); });
  const ResetAtEnd reset(statement);
  const std::int64_t before = connection_.total_changes();
  while (keep_failure([&] { return statement.step(); }))
    if (each_row) (*each_row)(statement);
  return connection_.total_changes() == before ? 0 : sqlite3_changes64(connection_.handle());
}

}  // namespace storage
