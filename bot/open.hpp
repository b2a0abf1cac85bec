// Opens what a server and its commands stand on: the data folder, the database, the key that seals secrets.
#pragma once

#include <memory>
#include <string>

#include "bot/config.hpp"
#include "storage/database.hpp"

namespace app {

// Makes the folder if it is missing; from now on whatever this process writes is for its owner alone. Throws std::runtime_error if it cannot be made or written.
void open_data_folder(const std::string& folder);

// The database of the configuration, its tables brought up to date; this process then holds it alone. Throws one clear sentence:
// storage::UnusableDatabase (newer, not ours, held by another server), storage::Unavailable.
std::unique_ptr<storage::Database> open_database(const StorageConfig& config);

// 64 hex digits: the configured key, else that of <data>/nhipcau.key, which is made if it is missing (for its owner alone).
std::string open_key(const Config& config);

}  // namespace app
