// Which migrations there are and which are missing; the engines know how to apply one.
#include "storage/migrations.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <stdexcept>

#include "storage/database.hpp"
#include "storage/migrations/embedded.hpp"

namespace storage {

namespace {

int number_of(std::string_view name) {
  int number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc() || number <= 0) throw std::logic_error("Migration without a number: " + std::string(name));
  return number;
}

void refuse_newer(const std::vector<Migration>& migrations, int newest_applied) {
  const int newest_known = migrations.empty() ? 0 : migrations.back().number;
  if (newest_applied > newest_known)
    throw UnusableDatabase("The database is of version " + std::to_string(newest_applied) +
                           ", newer than this program, which knows up to " + std::to_string(newest_known) + ".");
}

}  // namespace

std::vector<Migration> embedded_migrations() {
  std::vector<Migration> found;
  for (const auto& [name, sql] : migrations::embedded()) found.push_back({number_of(name), std::string(name), sql});
  std::sort(found.begin(), found.end(), [](const Migration& a, const Migration& b) { return a.number < b.number; });
  return found;
}

void bring_up_to_date(const std::vector<Migration>& migrations, const MigrationSteps& steps) {
  const int newest_applied = steps.newest_applied();
  refuse_newer(migrations, newest_applied);
  for (const Migration& migration : migrations) {
    if (migration.number <= newest_applied) continue;
    try {
      steps.apply(migration);
    } catch (const Unavailable&) {
      throw;
    } catch (const std::exception& error) {
      throw UnusableDatabase("Migration " + migration.name + " failed: " + error.what());
    }
  }
}

void require_current(const std::vector<Migration>& migrations, int newest_applied) {
  refuse_newer(migrations, newest_applied);
  if (!migrations.empty() && newest_applied < migrations.back().number)
    throw UnusableDatabase("The database is of version " + std::to_string(newest_applied) +
                           ", older than this program; start the server once.");
}

std::int64_t moment_of_migration() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace storage
