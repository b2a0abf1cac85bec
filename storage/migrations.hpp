// Numbered SQL files that build the tables, embedded in the binary: 0001_foundation.sql, 0002_… Each is applied once,
// in its own transaction, and recorded in the table schema_version. The caller holds the server's lock meanwhile.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace storage {

struct Migration {
  int number;
  std::string name;      // the file's name
  std::string_view sql;  // in the common dialect
};

// Those of this program, lowest number first.
std::vector<Migration> embedded_migrations();

// An engine's side of it.
struct MigrationSteps {
  std::function<int()> newest_applied;             // 0: none
  std::function<void(const Migration&)> apply;     // script and record in one transaction
};

// Applies what is missing. Throws UnusableDatabase when the database is newer than these migrations or one fails.
void bring_up_to_date(const std::vector<Migration>& migrations, const MigrationSteps& steps);
// For programs that only read: throws UnusableDatabase unless the database is exactly as new as these migrations.
void require_current(const std::vector<Migration>& migrations, int newest_applied);

constexpr std::string_view create_schema_version =
    "CREATE TABLE IF NOT EXISTS schema_version "
    "(version BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)";
constexpr std::string_view select_schema_version = "SELECT COALESCE(MAX(version), 0) FROM schema_version";
constexpr std::string_view record_schema_version =
    "INSERT INTO schema_version (version, name, applied_at) VALUES (?1, ?2, ?3)";
std::int64_t moment_of_migration();  // UTC milliseconds, for the record only

}  // namespace storage
