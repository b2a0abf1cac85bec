// A consistent copy of a PostgreSQL database by pg_dump, and its way back by pg_restore.
#pragma once

#include <string>

namespace storage {

// Writes the dump (custom format, for pg_restore) to a file that must not exist. Blocks. Throws Unavailable.
void dump_postgres(const std::string& url, const std::string& file);

// Reads such a dump into an empty database, all of it or nothing. Blocks. Throws Unavailable.
void restore_postgres(const std::string& url, const std::string& file);

}  // namespace storage
