// See open.hpp. Besides platforms.cpp the only place that names a concrete database.
#include "bot/open.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "storage/vault.hpp"

namespace app {

namespace fs = std::filesystem;

namespace {

void write_private_file(const fs::path& path, const std::string& text) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  const bool written = file >= 0 && ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
  if (file >= 0) ::close(file);
  if (!written) throw std::runtime_error("The file " + path.string() + " cannot be written.");
}

}  // namespace

void open_data_folder(const std::string& folder) {
  ::umask(S_IRWXG | S_IRWXO);
  std::error_code error;
  fs::create_directories(folder, error);
  if (error || !fs::is_directory(folder)) throw std::runtime_error("The data folder " + folder + " cannot be made: " + error.message() + ".");
  if (::access(folder.c_str(), R_OK | W_OK | X_OK) != 0)
    throw std::runtime_error("The data folder " + folder + " cannot be read and written by this user.");
}

std::unique_ptr<storage::Database> open_database(const StorageConfig& config) {
  if (config.postgresql.empty()) {
    storage::SqliteOptions options;
    options.file = config.sqlite;
    options.readers = config.readers;
    return storage::open_sqlite(options);
  }
  storage::PostgresOptions options;
  options.url = config.postgresql;
  options.connections = config.connections;
  options.readers = config.readers;
  return storage::open_postgres(options);
}

std::string open_key(const Config& config) {
  if (!config.key.empty()) return config.key;
  const auto path = fs::path(config.storage.data) / "nhipcau.key";
  if (!fs::exists(path)) write_private_file(path, storage::Vault::new_key() + "\n");
  std::ifstream file(path);
  std::string key;
  if (!(file >> key)) throw std::runtime_error("The key file " + path.string() + " cannot be read.");
  return key;
}

}  // namespace app
