// A Response as bytes on the wire, and the parts of a chunked stream.
#pragma once

#include <string>
#include <string_view>

#include "adapters/http/message.hpp"

namespace adapters::http {

struct Framing {
  bool close = false;           // Connection: close
  bool http_1_0 = false;        // an old client must be told that the connection stays open; it knows no chunks
  bool head_only = false;       // an answer to HEAD: the length, but no body
  bool stream = false;          // no length: chunked, or until the connection closes
};

// Appends the whole answer. False, with nothing appended, when a header name or value would break the message.
bool append_response(const Response& response, const Framing& framing, std::string& out);
// Appends one chunk; an empty one is left out, because it would end the stream.
void append_chunk(std::string_view bytes, std::string& out);
inline constexpr std::string_view last_chunk = "0\r\n\r\n";

}  // namespace adapters::http
