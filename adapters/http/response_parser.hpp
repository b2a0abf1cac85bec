// Bytes in, one ClientResponse out, the limit on its size applied; interim answers (1xx) are the caller's to read over.
#pragma once

#include <boost/beast/http/basic_parser.hpp>
#include <string>

#include "adapters/http/message.hpp"

namespace adapters::http {

class ResponseParser : public boost::beast::http::basic_parser<false> {
 public:
  // to_head: the answer to HEAD has a length but no body.
  ResponseParser(std::size_t body_limit, bool to_head);
  bool interim() const { return response_.status < 200; }
  ClientResponse take() { return std::move(response_); }

 private:
  using string_view = boost::beast::string_view;
  using error_code = boost::beast::error_code;
  void on_request_impl(boost::beast::http::verb, string_view, string_view, int, error_code&) override {}
  void on_response_impl(int status, string_view, int, error_code&) override { response_.status = status; }
  void on_field_impl(boost::beast::http::field, string_view name, string_view value, error_code&) override;
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override;
  std::size_t on_body_impl(string_view bytes, error_code&) override;
  void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, string_view bytes, error_code& error) override {
    return on_body_impl(bytes, error);
  }
  void on_finish_impl(error_code&) override {}

  ClientResponse response_;
};

}  // namespace adapters::http
