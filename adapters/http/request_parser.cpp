// The server's reading of requests: which limit, which rule, which refusal.
#include "adapters/http/request_parser.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>

#include "adapters/http/target.hpp"

namespace adapters::http {
namespace {

namespace beast_http = boost::beast::http;
constexpr std::size_t usual_headers = 12;
constexpr std::size_t reserve_limit = 64 * 1024;  // a promised length is believed only so far
constexpr std::size_t shortest_chunk_end = 5;     // "0\r\n\r\n"

void skip_empty_lines(boost::beast::flat_buffer& buffer) {
  const auto text = [&] { return std::string_view(static_cast<const char*>(buffer.data().data()), buffer.size()); };
  while (text().starts_with("\r\n")) buffer.consume(2);
}

}  // namespace

RequestParser::RequestParser(std::size_t header_limit, std::size_t body_limit) : header_limit_(header_limit) {
  basic_parser::header_limit(static_cast<std::uint32_t>(header_limit + 1));  // ours counts all lines and comes first
  basic_parser::body_limit(body_limit);
  request_.headers.reserve(usual_headers);
}

RequestParser::Progress RequestParser::feed(boost::beast::flat_buffer& buffer) {
  if (!started()) skip_empty_lines(buffer);
  while (!is_done()) {
    if (buffer.size() == 0 || !enough_for_chunk(buffer.size())) return need_more(buffer.size());
    error_code error;
    const auto used = put(buffer.data(), error);
    buffer.consume(used);
    if (!header_checked_) header_bytes_ += used;
    if (error == beast_http::error::need_more) return need_more(buffer.size());
    if (error) return refuse(error);
    if (is_header_done() && !header_checked_ && !check_header()) return Progress::refused;
  }
  return Progress::complete;
}

bool RequestParser::wants_continue() const {
  return expects_continue_ && header_checked_ && !http_1_0() && request_.body.empty();
}

RequestParser::Progress RequestParser::refuse(int status, std::string_view sentence) {
  status_ = status;
  sentence_ = sentence;
  return Progress::refused;
}

RequestParser::Progress RequestParser::refuse(const error_code& error) {
  if (error == beast_http::error::body_limit) return refuse(413, "the body is too large");
  if (error == beast_http::error::header_limit) return refuse(431, "the header is too large");
  if (foreign_encoding_) return refuse(501, "this Transfer-Encoding is not supported");
  return refuse(400, "this is not well-formed HTTP");
}

// Unread bytes belong to an unfinished header, chunk line or trailer: none of them may be larger than a header may be.
RequestParser::Progress RequestParser::need_more(std::size_t unread) {
  if (!header_checked_) {
    if (header_bytes_ + unread >= header_limit_) return refuse(431, "the header is too large");
  } else if (unread >= header_limit_) {
    return refuse(400, "this is not well-formed HTTP");
  }
  return Progress::need_more;
}

// Beast asserts that the end of a chunked body is not fed in smaller pieces; nothing valid is shorter than this end.
bool RequestParser::enough_for_chunk(std::size_t unread) {
  return !header_checked_ || !chunked() || unread >= shortest_chunk_end;
}

bool RequestParser::check_header() {
  header_checked_ = true;
  if (header_bytes_ > header_limit_) refuse(431, "the header is too large");
  else if (foreign_encoding_) refuse(501, "this Transfer-Encoding is not supported");
  else if (chunked() && http_1_0()) refuse(400, "this is not well-formed HTTP");
  else if (hosts_ > 1 || (hosts_ == 0 && !http_1_0())) refuse(400, "a request has exactly one Host header");
  else if (foreign_expectation_) refuse(417, "this Expect is not supported");
  else if (!read_target(target_, request_)) refuse(400, "the address is not well-formed");
  return status_ == 0;
}

void RequestParser::on_request_impl(beast_http::verb, string_view method, string_view target, int version,
                                    error_code&) {
  head_only_ = method == "HEAD";
  request_.method = head_only_ ? std::string("GET") : std::string(method);
  target_.assign(target.data(), target.size());
  version_ = version;
}

void RequestParser::on_field_impl(beast_http::field field, string_view name, string_view value, error_code&) {
  if (header_checked_) return;  // trailers are read over
  using known = beast_http::field;
  switch (field) {
    case known::host: ++hosts_; break;
    case known::transfer_encoding: foreign_encoding_ |= !boost::beast::iequals(value, "chunked"); break;
    case known::expect:
      (boost::beast::iequals(value, "100-continue") ? expects_continue_ : foreign_expectation_) = true;
      break;
    default: break;
  }
  request_.headers.emplace_back(std::string(name), std::string(value));
}

void RequestParser::on_body_init_impl(const size_or_none& length, error_code&) {
  if (length) request_.body.reserve(std::min<std::uint64_t>(*length, reserve_limit));
}

std::size_t RequestParser::on_body_impl(string_view bytes, error_code&) {
  request_.body.append(bytes.data(), bytes.size());
  return bytes.size();
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, string_view bytes, error_code&) {
  request_.body.append(bytes.data(), bytes.size());
  return bytes.size();
}

}  // namespace adapters::http
