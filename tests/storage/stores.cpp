// Making and removing the databases of the contract tests.
#include "stores.hpp"

#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <future>
#include <pqxx/pqxx>

#include "fault_vfs.hpp"

// libpqxx 6.4 loses the last result of a connection that breaks; the tests break many.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libpqxx-6.4.so"; }
extern "C" const char* __lsan_default_options();
extern "C" const char* __lsan_default_options() { return "print_suppressions=0"; }

namespace tests {

namespace {

std::string unique_name(const std::string& prefix) {
  static std::atomic<int> number = 0;
  return prefix + "_" + std::to_string(::getpid()) + "_" + std::to_string(++number);
}

class MemoryStore final : public Store {
 public:
  std::unique_ptr<storage::Database> open(bool) override { return storage::open_sqlite({":memory:"}); }
  bool lasting() const override { return false; }
};

class FileStore : public Store {
 public:
  std::unique_ptr<storage::Database> open(bool server_lock) override {
    storage::SqliteOptions options{folder_.file("nhipcau.db")};
    options.server_lock = server_lock;
    return storage::open_sqlite(options);
  }

 private:
  TemporaryFolder folder_;
};

class FailingDiskStore final : public FileStore {
  FaultVfs disk_;
};

class PostgresStore final : public Store {
 public:
  std::unique_ptr<storage::Database> open(bool server_lock) override {
    storage::PostgresOptions options{scratch_.url()};
    options.server_lock = server_lock;
    return storage::open_postgres(options);
  }

 private:
  ScratchDatabase scratch_;
};

// postgresql://user@host:port/name?words with another name.
std::string with_database(const std::string& url, const std::string& name) {
  const auto words = url.find('?');
  const std::string base = url.substr(0, words);
  return base.substr(0, base.rfind('/') + 1) + name + (words == url.npos ? "" : url.substr(words));
}

std::string described(std::exception_ptr error) {
  if (!error) return "";
  try {
    std::rethrow_exception(error);
  } catch (const storage::Unavailable& e) {
    return std::string("unavailable: ") + e.what();
  } catch (const storage::ConstraintError& e) {
    return std::string("constraint: ") + e.what();
  } catch (const std::exception& e) {
    return std::string("error: ") + e.what();
  }
}

}  // namespace

std::string postgres_address() {
  const char* url = std::getenv("NHIPCAU_TEST_PG");
  return url ? url : "";
}

std::vector<std::string> lasting_stores() {
  std::vector<std::string> names{"file", "failing disk"};
  if (!postgres_address().empty()) names.push_back("postgresql");
  return names;
}

std::vector<std::string> all_stores() {
  std::vector<std::string> names = lasting_stores();
  names.insert(names.begin(), "memory");
  return names;
}

std::unique_ptr<Store> make_store(const std::string& name) {
  if (name == "memory") return std::make_unique<MemoryStore>();
  if (name == "file") return std::make_unique<FileStore>();
  if (name == "failing disk") return std::make_unique<FailingDiskStore>();
  return std::make_unique<PostgresStore>();
}

std::string ask_server(const std::string& sql, const std::string& url) {
  pqxx::connection connection(url);
  const pqxx::result result = pqxx::nontransaction(connection).exec(sql);
  return result.empty() || result[0][0].is_null() ? "" : result[0][0].c_str();
}

ScratchDatabase::ScratchDatabase()
    : name_(unique_name("nhipcau_test")),
      url_(with_database(postgres_address(), name_)) {
  ask_server("CREATE DATABASE " + name_);
}

ScratchDatabase::~ScratchDatabase() {
  try {
    ask_server("DROP DATABASE " + name_ + " WITH (FORCE)");
  } catch (const std::exception&) {
    // The scratch server goes away with everything in it.
  }
}

TemporaryFolder::TemporaryFolder() : path_(std::filesystem::temp_directory_path() / unique_name("nhipcau_storage")) {
  std::filesystem::create_directories(path_);
}
TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::vector<std::string> run_as_batch(storage::Database& database, const std::vector<storage::Database::Job>& jobs) {
  std::promise<void> begun, go_on;
  const auto held = go_on.get_future().share();
  database.submit_write(
      "batch",
      [&, held](storage::Session&) {
        begun.set_value();
        held.wait();
      },
      [](std::exception_ptr) {});
  begun.get_future().wait();
  std::vector<std::promise<std::string>> answers(jobs.size());
  for (std::size_t i = 0; i < jobs.size(); ++i)
    database.submit_write("batch", jobs[i],
                          [&answers, i](std::exception_ptr error) { answers[i].set_value(described(error)); });
  go_on.set_value();
  std::vector<std::string> got;
  for (auto& answer : answers) got.push_back(answer.get_future().get());
  return got;
}

void create_fact(storage::Database& database) {
  database.write([](storage::Session& session) {
    session.run(
        "CREATE TABLE fact (id {id}, name TEXT UNIQUE, value BIGINT, real_value DOUBLE PRECISION, raw {bytes})");
  });
}

std::int64_t count_facts(storage::Database& database) {
  return database.read([](storage::Session& session) { return session.number("SELECT COUNT(*) FROM fact"); });
}

void insert_fact(storage::Session& session, const std::string& name) {
  session.run("INSERT INTO fact (name) VALUES (?1)", {name});
}

}  // namespace tests
