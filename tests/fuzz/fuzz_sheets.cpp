// Table files: CSV, XLSX, ODS. Read twice: the same rows or the same refusal, every row within its limits and clean text.
#include <sys/mman.h>
#include <unistd.h>

#include <string>

#include "bot/sheets/opening.hpp"
#include "tests/fuzz/parser.hpp"

namespace {

// The bytes as a file that is on no disk.
class Memory {
 public:
  Memory(const std::uint8_t* data, std::size_t size) : handle_(::memfd_create("fuzz", 0)) {
    fuzz::require(::write(handle_, data, size) == static_cast<ssize_t>(size), "no memory for the file");
  }
  ~Memory() { ::close(handle_); }
  Memory(const Memory&) = delete;
  std::string path() const { return "/proc/self/fd/" + std::to_string(handle_); }

 private:
  int handle_;
};

sheets::Limits small() {
  sheets::Limits limits;
  limits.inflated = 8u << 20;
  limits.inflated_free = 4u << 20;
  limits.ods_inflated = 1u << 20;
  limits.rows = 20'000;
  limits.row = 64 * 1024;
  return limits;
}

void check_row(const sheets::Row& row, const sheets::Limits& limits) {
  fuzz::require(row.cells.size() <= limits.columns && !row.cells.empty(), "a row of no cells or too many");
  for (const auto& cell : row.cells) {
    fuzz::require(cell.size() <= limits.cell, "a cell is too long");
    fuzz::require(cell.find('\0') == std::string::npos && sheets::valid_utf8(cell), "a cell is no clean text");
  }
}

std::string read(const std::string& path) {
  const auto limits = small();
  std::string all;
  try {
    const auto reader = sheets::open(path, 0, limits);
    for (sheets::Row row; reader->next(row);) {
      check_row(row, limits);
      all += std::to_string(row.number) + ":" + std::to_string(row.cells.size()) + row.cells.back();
    }
  } catch (const sheets::Unreadable& why) {
    return all + "!" + why.key;
  }
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Memory file(data, size);
  fuzz::require(read(file.path()) == read(file.path()), "reading twice differs");
  return 0;
}
