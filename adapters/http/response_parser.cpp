// The client's reading of answers.
#include "adapters/http/response_parser.hpp"

namespace adapters::http {

namespace {
constexpr std::uint32_t header_bytes = 64 * 1024;
constexpr std::size_t usual_headers = 12;
constexpr std::uint64_t reserve_limit = 64 * 1024;  // a promised length is believed only so far
}  // namespace

ResponseParser::ResponseParser(std::size_t body_limit, bool to_head) {
  basic_parser::header_limit(header_bytes);
  basic_parser::body_limit(body_limit);
  basic_parser::skip(to_head);
  response_.headers.reserve(usual_headers);
}

void ResponseParser::on_field_impl(boost::beast::http::field, string_view name, string_view value, error_code&) {
  response_.headers.emplace_back(std::string(name), std::string(value));
}

void ResponseParser::on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) {
  if (length) response_.body.reserve(std::min(*length, reserve_limit));
}

std::size_t ResponseParser::on_body_impl(string_view bytes, error_code&) {
  response_.body.append(bytes.data(), bytes.size());
  return bytes.size();
}

}  // namespace adapters::http
