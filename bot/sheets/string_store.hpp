// The shared strings of a workbook by number. A few megabytes stay in memory, more goes to a file without a name. Private to the room.
#pragma once

#include <array>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace sheets {

class StringStore {
 public:
  explicit StringStore(std::size_t in_memory = 8u << 20) : in_memory_(in_memory) {}
  void add(const std::string& text);
  void get(std::uint64_t number, std::string& text);      // "" if there is none
  std::uint64_t size() const { return count_; }

 private:
  struct Block { std::uint64_t number = UINT64_MAX; std::string octets; };
  struct Close { void operator()(std::FILE* file) const { std::fclose(file); } };
  void spill();
  void copy(std::uint64_t at, std::size_t size, char* into);
  const Block& block(std::uint64_t number);

  const std::size_t in_memory_;
  std::string tail_;                                      // what is not in the file
  std::uint64_t written_ = 0, count_ = 0;                 // octets in the file, strings
  std::vector<std::uint64_t> index_;                      // where every sixteenth string begins
  std::unique_ptr<std::FILE, Close> file_;
  std::vector<Block> blocks_;
};

}  // namespace sheets
