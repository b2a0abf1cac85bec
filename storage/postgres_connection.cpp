// Connecting with time limits, binding values as text, and what PostgreSQL's error states mean to callers.
#include "storage/postgres_connection.hpp"

#include <charconv>
#include <string>

#include "storage/sql_text.hpp"

namespace storage {

namespace {

// A peer that is silent is given up within seconds. Words that the address already holds stay as they are.
std::string with_limits(std::string url) {
  const bool uri = url.starts_with("postgresql://") || url.starts_with("postgres://");
  const auto add = [&](std::string_view name, std::string_view value) {
    if (url.find(name) != url.npos) return;
    url += uri ? (url.find('?') == url.npos ? "?" : "&") : " ";
    url += std::string(name) + "=" + std::string(value);
  };
  add("connect_timeout", "5");
  add("tcp_user_timeout", "10000");
  add("application_name", "nhipcau");
  return url;
}

pqxx::connection connect(const std::string& url) {
  try {
    return pqxx::connection(with_limits(url));
  } catch (const pqxx::failure& error) {
    throw Unavailable("PostgreSQL does not answer: " + first_line(error.what()));
  }
}

PostgresFault meaning(const std::string& state) {
  if (state.starts_with("40")) return PostgresFault::repeat;
  if (state.starts_with("23") || state.starts_with("22")) return PostgresFault::constraint;
  if (state.starts_with("08") || state.starts_with("57P")) return PostgresFault::away;
  if (state.starts_with("53") || state.starts_with("57") || state.starts_with("58") || state.starts_with("55") ||
      state.starts_with("XX"))
    return PostgresFault::resources;
  return PostgresFault::statement;
}

template <class Number>
std::string digits(Number number) {
  char text[32];
  return std::string(text, std::to_chars(text, text + sizeof text, number).ptr);
}

std::string hexadecimal(std::string_view raw) {
  constexpr char digit[] = "0123456789abcdef";
  std::string text = "\\x";
  text.reserve(2 + raw.size() * 2);
  for (const char octet : raw) {
    text += digit[static_cast<unsigned char>(octet) >> 4];
    text += digit[static_cast<unsigned char>(octet) & 15];
  }
  return text;
}

// All values travel as text, and the server reads them as the type its statement needs. Nothing stands for NULL.
std::optional<std::string> as_text(const Param::Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return digits(*number);
  if (const auto* real = std::get_if<double>(&value)) return digits(*real);
  if (const auto* bytes = std::get_if<Bytes>(&value)) return hexadecimal(bytes->data);
  if (const auto* text = std::get_if<std::string_view>(&value)) {
    if (text->find('\0') != text->npos) throw ConstraintError("SQL: a text holds a NUL octet");
    return std::string(*text);
  }
  return std::nullopt;
}

class PostgresRow final : public Row {
 public:
  explicit PostgresRow(const pqxx::row& row) : row_(row) {}
  bool null(int column) const override { return row_[column].is_null(); }
  std::int64_t integer(int column) const override {
    const std::string_view value = text(column);
    if (value == "t") return 1;  // a truth value, which SQLite gives as a number
    return number<std::int64_t>(value);
  }
  double real(int column) const override { return number<double>(text(column)); }
  std::string_view text(int column) const override {
    const auto field = row_[column];
    return {field.c_str(), field.size()};
  }
  std::string bytes(int column) const override {
    return null(column) ? std::string() : pqxx::binarystring(row_[column]).str();
  }

 private:
  template <class Number>
  static Number number(std::string_view text) {
    Number value{};
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  }
  const pqxx::row& row_;
};

}  // namespace

std::string first_line(const std::string& message) { return message.substr(0, message.find('\n')); }

PostgresConnection::PostgresConnection(const std::string& url) : connection_(connect(url)), quiet_(connection_) {
  // A connection that breaks under a job must stay broken: the session would go on outside its transaction.
  _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wdeprecated-declarations\"")
  connection_.inhibit_reactivation(true);
  _Pragma("GCC diagnostic pop")
}

const std::string& PostgresConnection::statement(std::string_view sql) {
  return statements_.get(sql, [this](std::string_view text) {
    auto name = std::make_unique<std::string>("s" + std::to_string(statements_.size()));
    connection_.prepare(*name, translate(text, postgres_dialect));
    return name;
  });
}

void PostgresConnection::raise_current() const {
  try {
    throw;
  } catch (const pqxx::in_doubt_error& error) {
    throw PostgresInterrupted(PostgresFault::in_doubt, "PostgreSQL: " + first_line(error.what()));
  } catch (const pqxx::statement_completion_unknown& error) {
    throw PostgresInterrupted(PostgresFault::in_doubt, "PostgreSQL: " + first_line(error.what()));
  } catch (const pqxx::transaction_rollback& error) {
    raise(open() ? PostgresFault::repeat : PostgresFault::away, "PostgreSQL: " + first_line(error.what()));
  } catch (const pqxx::sql_error& error) {
    raise(open() ? meaning(error.sqlstate()) : PostgresFault::away, "PostgreSQL: " + first_line(error.what()));
  } catch (const pqxx::broken_connection& error) {
    raise(PostgresFault::away, "PostgreSQL: " + first_line(error.what()));
  } catch (const pqxx::pqxx_exception& error) {
    raise(open() ? PostgresFault::statement : PostgresFault::away, "PostgreSQL: " + first_line(error.base().what()));
  }
}

void PostgresConnection::raise(PostgresFault fault, const std::string& text) {
  switch (fault) {
    case PostgresFault::constraint: throw ConstraintError(text);
    case PostgresFault::statement: throw std::runtime_error(text);
    case PostgresFault::resources: throw Unavailable(text);
    default: throw PostgresInterrupted(fault, text);
  }
}

std::int64_t PostgresSession::execute(std::string_view sql, const Param* params, std::size_t count,
                                      const RowFn* each_row) {
  refuse_after_failure();
  const pqxx::result result =
      keep_failure([&] { return connection_.translated([&] { return ask(sql, params, count); }); });
  if (each_row)
    for (const pqxx::row& row : result) (*each_row)(PostgresRow(row));
  return static_cast<std::int64_t>(result.affected_rows());
}

pqxx::result PostgresSession::ask(std::string_view sql, const Param* params, std::size_t count) {
  std::vector<std::optional<std::string>> texts;
  texts.reserve(count);
  for (std::size_t i = 0; i < count; ++i) texts.push_back(as_text(params[i].value()));
  std::vector<const char*> values;
  values.reserve(count);
  for (const auto& text : texts) values.push_back(text ? text->c_str() : nullptr);
  return transaction_.exec_prepared(connection_.statement(sql), pqxx::prepare::make_dynamic_params(values));
}

}  // namespace storage
