// See zip.hpp: libzip behind. It reads the whole index of an archive at once, so the index is measured before.
#include "bot/sheets/zip.hpp"

#include <zip.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <unordered_set>
#include <vector>

namespace sheets {
namespace {

constexpr std::uint32_t most_parts = 4096, largest_index = 4u << 20;

std::uint32_t little(const std::string& octets, std::size_t at, int count) {
  std::uint32_t value = 0;
  for (int i = count - 1; i >= 0; --i) value = value << 8 | static_cast<unsigned char>(octets[at + static_cast<std::size_t>(i)]);
  return value;
}

// The last octets of the file, where the end of the index is described.
std::string tail_of(const std::string& path) {
  constexpr std::streamoff longest = 22 + 65'535;
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  const auto size = static_cast<std::streamoff>(in.tellg());
  if (!in || size < 0) throw Unreadable("missing");
  std::string tail(static_cast<std::size_t>(std::min(size, longest)), '\0');
  in.seekg(size - static_cast<std::streamoff>(tail.size()));
  in.read(tail.data(), static_cast<std::streamsize>(tail.size()));
  return tail;
}

void check_index(const std::string& path) {
  constexpr std::size_t length = 22, count_at = 10, size_at = 12;
  const auto tail = tail_of(path);
  const auto at = tail.rfind("PK\x05\x06");
  if (at == std::string::npos || at + length > tail.size()) throw Unreadable("damaged");
  if (little(tail, at + count_at, 2) > most_parts || little(tail, at + size_at, 4) > largest_index) throw Unreadable("bomb");
}

// Readers do not agree on which of two parts of one name they take, whatever its case: what one measured another would inflate.
void refuse_twins(::zip* archive) {
  std::unordered_set<std::string> names;
  const auto count = zip_get_num_entries(archive, 0);
  for (zip_int64_t n = 0; n < count; ++n) {
    const char* named = zip_get_name(archive, static_cast<zip_uint64_t>(n), ZIP_FL_ENC_RAW);
    std::string name = named == nullptr ? "" : named;
    for (auto& c : name)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (!names.insert(std::move(name)).second) throw Unreadable("twins");
  }
}

zip_stat_t stat_of(::zip* archive, const std::string& part) {
  zip_stat_t found;
  zip_stat_init(&found);
  zip_stat(archive, part.c_str(), ZIP_FL_NOCASE, &found);
  return found;
}

}  // namespace

Budget::Budget(std::uint64_t file_size, const Limits& limits) : left_(std::min(limits.inflated, limits.inflated_free + file_size * limits.inflated_ratio)) {}

void Budget::take(std::uint64_t octets) {
  if (octets > left_) throw Unreadable("bomb");
  left_ -= octets;
}

Zip::Zip(const std::string& path) {
  check_index(path);
  int error = 0;
  archive_ = zip_open(path.c_str(), ZIP_RDONLY, &error);
  if (archive_ == nullptr) throw Unreadable(error == ZIP_ER_OPEN ? "missing" : "damaged");
  try {
    refuse_twins(archive_);
  } catch (...) {
    zip_discard(archive_);
    throw;
  }
}

Zip::~Zip() { zip_discard(archive_); }

bool Zip::has(const std::string& part) const { return zip_name_locate(archive_, part.c_str(), ZIP_FL_NOCASE) >= 0; }

std::uint64_t Zip::packed_size(const std::string& part) const {
  const auto found = stat_of(archive_, part);
  return (found.valid & ZIP_STAT_COMP_SIZE) != 0 ? found.comp_size : 0;
}

std::uint64_t Zip::size(const std::string& part) const {
  const auto found = stat_of(archive_, part);
  return (found.valid & ZIP_STAT_SIZE) != 0 ? found.size : 0;
}

ZipPart::ZipPart(const Zip& zip, const std::string& part, Budget& budget) : budget_(budget), file_(zip_fopen(zip.archive_, part.c_str(), ZIP_FL_NOCASE)) {
  if (file_ != nullptr) return;
  const auto found = stat_of(zip.archive_, part);
  const bool locked = (found.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && found.encryption_method != ZIP_EM_NONE;
  throw Unreadable(locked ? "encrypted" : "damaged");
}

ZipPart::~ZipPart() {
  if (file_ != nullptr) zip_fclose(file_);
}

std::size_t ZipPart::read(char* into, std::size_t size) {
  const auto count = zip_fread(file_, into, size);
  if (count < 0) throw Unreadable("damaged");
  budget_.take(static_cast<std::uint64_t>(count));
  inflated_ += static_cast<std::uint64_t>(count);
  return static_cast<std::size_t>(count);
}

}  // namespace sheets
