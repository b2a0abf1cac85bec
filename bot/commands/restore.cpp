// See restore.hpp.
#include "bot/commands/restore.hpp"

#include <filesystem>
#include <iostream>

#include "bot/clock.hpp"
#include "bot/commands/control.hpp"
#include "bot/control_socket.hpp"
#include "bot/open.hpp"
#include "storage/credentials.hpp"
#include "storage/file_lock.hpp"
#include "storage/postgres_dump.hpp"

namespace app {

namespace fs = std::filesystem;

namespace {

constexpr const char* companions[] = {"-wal", "-shm"};  // SQLite's files beside the main one

// Nothing of the backup has happened outside yet: it must not send again what it takes for unsent.
void stop_sending(const StorageConfig& config) {
  const auto database = open_database(config);          // also brings its tables up to date and refuses what is no database of ours
  database->write([](storage::Session& session) { storage::stop_sending(session); });
}

void remove_copy(const fs::path& copy) {
  std::error_code ignored;
  fs::remove(copy, ignored);
  fs::remove(copy.string() + ".lock", ignored);
  for (const auto* companion : companions) fs::remove(copy.string() + companion, ignored);
}

// The copy, checked and with sending stopped, beside the database.
fs::path prepare_copy(const StorageConfig& config, const std::string& file) {
  const fs::path copy = config.sqlite + ".restoring";
  remove_copy(copy);
  try {
    fs::copy_file(file, copy);
    fs::permissions(copy, fs::perms::owner_read | fs::perms::owner_write);
    auto copied = config;
    copied.sqlite = copy.string();
    stop_sending(copied);
  } catch (const std::exception& error) {
    remove_copy(copy);
    throw Refused("The backup " + file + " cannot be restored: " + error.what());
  }
  return copy;
}

std::string set_aside(const std::string& database) {
  if (!fs::exists(database)) return "";
  const auto aside = database + ".before-" + std::to_string(make_clock({})());
  for (const auto* companion : companions)
    if (fs::exists(database + companion)) fs::rename(database + companion, aside + companion);
  fs::rename(database, aside);
  return aside;
}

void restore_sqlite(const StorageConfig& config, const std::string& file) {
  open_data_folder(fs::path(config.sqlite).parent_path().string());
  const storage::FileLock lock(config.sqlite);
  const auto copy = prepare_copy(config, file);
  const auto aside = set_aside(config.sqlite);
  fs::rename(copy, config.sqlite);
  remove_copy(copy);
  if (!aside.empty()) std::cout << "The database that was there is now " << aside << "\n";
}

}  // namespace

int restore_backup(const PlaceOptions& place, const std::string& file) {
  const auto loaded = find_place(place);
  const auto& config = loaded.config.storage;
  if (ask_server(config.data, {{"command", "state"}})) throw Refused("The server is running; stop it before you restore a backup.");
  refuse_problems(loaded);
  if (!fs::is_regular_file(file)) throw Refused("There is no backup file " + file + ".");
  if (fs::file_size(file) == 0) throw Refused("The backup " + file + " cannot be restored: it is empty.");
  if (config.postgresql.empty()) {
    restore_sqlite(config, file);
  } else {
    storage::restore_postgres(config.postgresql, file);
    stop_sending(config);
  }
  std::cout << "restored from " << file << "; nothing is sent until you run `nhipcau resume`\n";
  return 0;
}

}  // namespace app
