// See string_store.hpp. A string is its length (four octets) and its octets; the file is read in blocks, the last ones kept.
#include "bot/sheets/string_store.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace sheets {
namespace {

constexpr std::uint64_t apart = 16;
constexpr std::size_t block_size = 64 * 1024, blocks_kept = 96;

}  // namespace

void StringStore::add(const std::string& text) {
  if (count_++ % apart == 0) index_.push_back(written_ + tail_.size());
  const auto size = static_cast<std::uint32_t>(text.size());
  tail_.append(reinterpret_cast<const char*>(&size), sizeof size);
  tail_ += text;
  if (tail_.size() >= (file_ ? block_size : in_memory_)) spill();
}

void StringStore::spill() {
  if (!file_) file_.reset(std::tmpfile());
  if (!file_ || std::fwrite(tail_.data(), 1, tail_.size(), file_.get()) != tail_.size()) throw std::runtime_error("the temporary file of a table cannot be written");
  written_ += tail_.size();
  tail_.clear();
  tail_.shrink_to_fit();
}

const StringStore::Block& StringStore::block(std::uint64_t number) {
  if (blocks_.empty()) blocks_.resize(blocks_kept);
  auto& kept = blocks_[number % blocks_kept];
  if (kept.number == number) return kept;
  kept.octets.resize(std::min<std::uint64_t>(block_size, written_ - number * block_size));
  const bool found = std::fseek(file_.get(), static_cast<long>(number * block_size), SEEK_SET) == 0;
  if (!found || std::fread(kept.octets.data(), 1, kept.octets.size(), file_.get()) != kept.octets.size()) throw std::runtime_error("the temporary file of a table cannot be read");
  kept.number = number;
  return kept;
}

void StringStore::copy(std::uint64_t at, std::size_t size, char* into) {
  while (size > 0) {
    std::size_t count = size;
    if (at >= written_) {
      std::memcpy(into, tail_.data() + (at - written_), count);
    } else {
      const auto& from = block(at / block_size);
      const auto begin = static_cast<std::size_t>(at % block_size);
      count = std::min(size, from.octets.size() - begin);
      std::memcpy(into, from.octets.data() + begin, count);
    }
    at += count, into += count, size -= count;
  }
}

void StringStore::get(std::uint64_t number, std::string& text) {
  text.clear();
  if (number >= count_) return;
  auto at = index_[static_cast<std::size_t>(number / apart)];
  std::uint32_t size = 0;
  for (auto skip = number % apart;; --skip) {
    copy(at, sizeof size, reinterpret_cast<char*>(&size));
    at += sizeof size;
    if (skip == 0) break;
    at += size;
  }
  text.resize(size);
  copy(at, size, text.data());
}

}  // namespace sheets
