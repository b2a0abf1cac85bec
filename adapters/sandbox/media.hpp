// Files the bot uploaded: kept as long as the platform keeps them, shown by the chat page. In memory, bounded.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/sandbox/chats.hpp"

namespace adapters::sandbox {

struct StoredFile {
  std::string id;
  Platform on = Platform::zalo;
  std::string kind;                         // image, gif, file, video, audio
  std::string name, type, bytes;            // type: MIME; bytes empty if only `url` is known
  std::string url;
  std::int64_t at = 0;                      // UTC ms
};

class Media {
 public:
  // Keeps it, dropping the oldest ones beyond 64 MB.
  const StoredFile& add(StoredFile file);
  const StoredFile* find(std::string_view id) const;   // nullptr: never there, or dropped

 private:
  std::deque<StoredFile> files_;
  std::size_t bytes_ = 0;
};

// What the bytes are, by how they begin: "image/png", "image/jpeg", "image/gif", "application/pdf",
// "application/msword" (also docx), "" for anything else.
std::string_view sniffed(std::string_view bytes);
// Where the chat page finds an upload.
std::string media_path(const std::string& id);
// Of a name with its extension, lower case: "pdf"; "" if it has none.
std::string extension(const std::string& file_name);

}  // namespace adapters::sandbox
