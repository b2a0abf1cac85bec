// Serialises answers by plain appending: one buffer, one write.
#include "adapters/http/response_writer.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/status.hpp>
#include <charconv>
#include <ctime>

namespace adapters::http {
namespace {

constexpr std::size_t head_estimate = 256;

void append_number(std::uint64_t number, std::string& out, int base = 10) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number, base).ptr;
  out.append(digits, end);
}

// "Date: Mon, 23 Nov 2026 01:00:00 GMT", made once a second.
void append_date(std::string& out) {
  thread_local std::time_t made_at = 0;
  thread_local char line[64];
  thread_local std::size_t length = 0;
  if (const auto now = std::time(nullptr); now != made_at) {
    std::tm utc{};
    gmtime_r(&now, &utc);
    length = std::strftime(line, sizeof line, "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &utc);
    made_at = now;
  }
  out.append(line, length);
}

bool harmless(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

bool harmless(const Response& response) {
  for (const auto& [name, value] : response.headers) {
    const bool named = !name.empty() && name.find_first_of(" :") == std::string::npos && harmless(name);
    if (!named || !harmless(value)) return false;
  }
  return harmless(response.content_type) && response.status >= 200 && response.status <= 999;
}

// What this file decides itself is not taken from the handler.
bool ours(std::string_view name) {
  using boost::beast::iequals;
  return iequals(name, "Content-Type") || iequals(name, "Content-Length") || iequals(name, "Connection") ||
         iequals(name, "Transfer-Encoding") || iequals(name, "Date");
}

void append_header(std::string_view name, std::string_view value, std::string& out) {
  out.append(name).append(": ").append(value).append("\r\n");
}

void append_status_line(int status, std::string& out) {
  if (status == 200) {
    out += "HTTP/1.1 200 OK\r\n";
    return;
  }
  const auto reason = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
  out += "HTTP/1.1 ";
  append_number(static_cast<std::uint64_t>(status), out);
  out.append(" ").append(reason.data(), reason.size()).append("\r\n");
}

}  // namespace

bool append_response(const Response& response, const Framing& framing, std::string& out) {
  if (!harmless(response)) return false;
  const bool bodiless = response.status == 204 || response.status == 304;
  out.reserve(out.size() + head_estimate + response.body.size());
  append_status_line(response.status, out);
  append_date(out);
  if (!bodiless && !response.content_type.empty()) append_header("Content-Type", response.content_type, out);
  for (const auto& [name, value] : response.headers) {
    if (!ours(name)) append_header(name, value, out);
  }
  if (framing.stream) {
    if (!framing.http_1_0) out += "Transfer-Encoding: chunked\r\n";
  } else if (!bodiless) {
    out += "Content-Length: ";
    append_number(response.body.size(), out);
    out += "\r\n";
  }
  if (framing.close) out += "Connection: close\r\n";
  else if (framing.http_1_0) out += "Connection: keep-alive\r\n";
  out += "\r\n";
  if (!bodiless && !framing.head_only && !framing.stream) out += response.body;
  return true;
}

void append_chunk(std::string_view bytes, std::string& out) {
  if (bytes.empty()) return;
  append_number(bytes.size(), out, 16);
  out.append("\r\n").append(bytes).append("\r\n");
}

}  // namespace adapters::http
