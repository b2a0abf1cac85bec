// A disk under SQLite that fails when told: while one lives, files are opened through it.
#pragma once

#include <sqlite3.h>

namespace tests {

class FaultVfs {
 public:
  FaultVfs();
  ~FaultVfs();
  FaultVfs(const FaultVfs&) = delete;

  // From now on, each write (sync) gives this SQLite code; SQLITE_OK: works again.
  static void fail_writes(int code);
  static void fail_syncs(int code);

 private:
  sqlite3_vfs* original_;
};

}  // namespace tests
