// The mark that a server uses a database file. It goes with the process, however that ends.
#pragma once

#include <string>

namespace storage {

class FileLock {
 public:
  explicit FileLock(const std::string& file);  // takes FILE.lock; throws UnusableDatabase when another process holds it
  ~FileLock();
  FileLock(const FileLock&) = delete;

 private:
  int descriptor_ = -1;
};

}  // namespace storage
