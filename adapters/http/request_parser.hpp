// Bytes in, one Request out: Beast's parser filling our value directly, every limit applied to the bytes themselves.
#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <string>

#include "adapters/http/message.hpp"

namespace adapters::http {

class RequestParser : private boost::beast::http::basic_parser<true> {
 public:
  enum class Progress { need_more, complete, refused };

  // Limits in bytes: the header from the request line to the end of the empty line, the body decoded.
  RequestParser(std::size_t header_limit, std::size_t body_limit);

  // Takes what it can from the buffer; bytes after a complete request stay in it (the next request of a pipeline).
  Progress feed(boost::beast::flat_buffer& buffer);

  bool started() const { return header_bytes_ > 0; }       // something of a request has come
  bool wants_continue() const;                             // the client waits for "100 Continue"
  bool keep_alive() const { return basic_parser::keep_alive(); }
  bool http_1_0() const { return version_ == 10; }
  bool head_only() const { return head_only_; }
  Request take() { return std::move(request_); }

  int refusal_status() const { return status_; }           // when refused
  std::string_view refusal() const { return sentence_; }   // one sentence for the client

 private:
  using string_view = boost::beast::string_view;
  using error_code = boost::beast::error_code;
  using size_or_none = boost::optional<std::uint64_t>;
  Progress refuse(int status, std::string_view sentence);
  Progress refuse(const error_code& error);
  Progress need_more(std::size_t unread);
  bool check_header();
  bool enough_for_chunk(std::size_t unread);

  void on_request_impl(boost::beast::http::verb, string_view method, string_view target, int version,
                       error_code&) override;
  void on_response_impl(int, string_view, int, error_code&) override {}
  void on_field_impl(boost::beast::http::field field, string_view name, string_view value, error_code&) override;
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const size_or_none& length, error_code&) override;
  std::size_t on_body_impl(string_view bytes, error_code&) override;
  void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, string_view bytes, error_code&) override;
  void on_finish_impl(error_code&) override {}

  Request request_;
  std::string target_;
  std::size_t header_limit_;
  std::size_t header_bytes_ = 0;
  int version_ = 11;
  int hosts_ = 0;
  bool header_checked_ = false;
  bool head_only_ = false;
  bool foreign_encoding_ = false;
  bool expects_continue_ = false;
  bool foreign_expectation_ = false;
  int status_ = 0;
  std::string_view sentence_;
};

}  // namespace adapters::http
