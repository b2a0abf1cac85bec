// Packed documents: parts inflated piece by piece, every octet counted against a budget. Private to the room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "bot/sheets/reader.hpp"

struct zip;
struct zip_file;

namespace sheets {

// How much may still be inflated of a file of that size. Throws Unreadable("bomb") when it is used up.
class Budget {
 public:
  Budget(std::uint64_t file_size, const Limits& limits);
  void take(std::uint64_t octets);

 private:
  std::uint64_t left_;
};

// An archive with an index of moderate size, in which no two parts have one name but for capitals: a part is found whatever its case, as
// some programs write xl/SharedStrings.xml. Throws Unreadable.
class Zip {
 public:
  explicit Zip(const std::string& path);
  ~Zip();
  Zip(const Zip&) = delete;
  Zip& operator=(const Zip&) = delete;

  bool has(const std::string& part) const;
  std::uint64_t packed_size(const std::string& part) const;    // 0: unknown
  std::uint64_t size(const std::string& part) const;           // as the archive says; 0: unknown

 private:
  friend class ZipPart;
  ::zip* archive_;
};

// One part, from its beginning.
class ZipPart {
 public:
  ZipPart(const Zip& zip, const std::string& part, Budget& budget);
  ~ZipPart();
  ZipPart(const ZipPart&) = delete;
  ZipPart& operator=(const ZipPart&) = delete;

  // Fills up to `size` octets, gives how many; 0 at the end. Throws Unreadable.
  std::size_t read(char* into, std::size_t size);
  std::uint64_t inflated() const { return inflated_; }

 private:
  Budget& budget_;
  ::zip_file* file_;
  std::uint64_t inflated_ = 0;
};

}  // namespace sheets
