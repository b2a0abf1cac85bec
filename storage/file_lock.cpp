// flock on a file beside the database: the kernel lets go of it when the process dies. The file itself stays.
#include "storage/file_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "storage/database.hpp"

namespace storage {

FileLock::FileLock(const std::string& file) {
  const std::string path = file + ".lock";
  descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor_ < 0)
    throw UnusableDatabase("Cannot use the folder of the database " + file + ": " + std::strerror(errno) + ".");
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
  ::close(descriptor_);
  throw UnusableDatabase("The database " + file + " is in use by another server.");
}

FileLock::~FileLock() { ::close(descriptor_); }

}  // namespace storage
