// The databases the contract is tested over, each fresh: in memory, a file, a file on a disk that fails when told,
// PostgreSQL.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "storage/database.hpp"

namespace tests {

class Store {
 public:
  virtual ~Store() = default;
  // Opens the same database again and again (one server at a time); in memory it is a new one each time.
  virtual std::unique_ptr<storage::Database> open(bool server_lock = true) = 0;
  virtual bool lasting() const { return true; }
};

// "memory", "file", "failing disk" and, when NHIPCAU_TEST_PG holds the address of a scratch server, "postgresql".
std::vector<std::string> all_stores();
std::vector<std::string> lasting_stores();
std::unique_ptr<Store> make_store(const std::string& name);

// The address of a scratch server, empty if there is none.
std::string postgres_address();
// Runs SQL from outside, on a connection of its own, and gives the first value of the first row ("" if there is none).
std::string ask_server(const std::string& sql, const std::string& url = postgres_address());
// A fresh PostgreSQL database, dropped at the end.
class ScratchDatabase {
 public:
  ScratchDatabase();
  ~ScratchDatabase();
  ScratchDatabase(const ScratchDatabase&) = delete;
  const std::string& url() const { return url_; }
  std::string ask(const std::string& sql) const { return ask_server(sql, url_); }

 private:
  std::string name_;
  std::string url_;
};

class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

// Hands in the jobs while the writer is held up, so that SQLite takes them as one batch. Gives what each caller got: ""
// or the error with its class in front: "unavailable: …", "constraint: …", "error: …".
std::vector<std::string> run_as_batch(storage::Database& database, const std::vector<storage::Database::Job>& jobs);

// A table to play with: fact (id {id}, name TEXT UNIQUE, value BIGINT, real_value DOUBLE PRECISION, raw {bytes}).
void create_fact(storage::Database& database);
std::int64_t count_facts(storage::Database& database);
void insert_fact(storage::Session& session, const std::string& name);

}  // namespace tests
