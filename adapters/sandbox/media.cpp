#include "adapters/sandbox/media.hpp"

#include <algorithm>
#include <cctype>

namespace adapters::sandbox {
namespace {

constexpr std::size_t most_bytes = 64 * 1024 * 1024;

bool starts(std::string_view bytes, std::string_view with) { return bytes.substr(0, with.size()) == with; }

}  // namespace

const StoredFile& Media::add(StoredFile file) {
  bytes_ += file.bytes.size();
  files_.push_back(std::move(file));
  while (bytes_ > most_bytes && files_.size() > 1) {
    bytes_ -= files_.front().bytes.size();
    files_.pop_front();
  }
  return files_.back();
}

const StoredFile* Media::find(std::string_view id) const {
  const auto found = std::find_if(files_.begin(), files_.end(), [&](const StoredFile& file) { return file.id == id; });
  return found == files_.end() ? nullptr : &*found;
}

std::string_view sniffed(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (starts(bytes, "\x89PNG\r\n\x1a\n"sv)) return "image/png";
  if (starts(bytes, "\xff\xd8\xff"sv)) return "image/jpeg";
  if (starts(bytes, "GIF8"sv)) return "image/gif";
  if (starts(bytes, "%PDF"sv)) return "application/pdf";
  if (starts(bytes, "PK\x03\x04"sv) || starts(bytes, "\xd0\xcf\x11\xe0"sv)) return "application/msword";
  return "";
}

std::string media_path(const std::string& id) { return "/media/" + id; }

std::string extension(const std::string& file_name) {
  const auto dot = file_name.rfind('.');
  if (dot == std::string::npos) return "";
  std::string end = file_name.substr(dot + 1);
  std::transform(end.begin(), end.end(), end.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return end;
}

}  // namespace adapters::sandbox
