// multipart/form-data bodies, for uploads to the platforms. Pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace adapters {

struct FormFile { std::string_view field, name, type, bytes; };    // name: with its extension; type: MIME
struct Multipart { std::string content_type, body; };

// The fields in order, then the file. The boundary is a digest of what it separates: whoever made the file cannot have put it inside,
// and the same form is the same body again.
Multipart multipart(const std::vector<std::pair<std::string, std::string>>& fields, const FormFile& file);

}  // namespace adapters
