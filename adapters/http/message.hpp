// HTTP requests and answers as plain values: no Beast here, so that platforms and pages stay pure and quick to compile.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace adapters::http {

using Headers = std::vector<std::pair<std::string, std::string>>;

// First value of the header, names compared without case; "" if it is missing.
std::string_view find_header(const Headers& headers, std::string_view name);

// A request as the server hands it on, after limits were applied.
struct Request {
  std::string method;                          // "GET", upper case; HEAD comes as GET, the server keeps the body back
  std::string path;                            // decoded, without the query: "/webhook/zalo"
  std::map<std::string, std::string> query;    // decoded
  Headers headers;
  std::string body;                            // raw bytes as they came
  std::string peer;                            // address of the client; behind a configured proxy the one it forwards
};

struct Response {
  int status = 200;
  std::string content_type = "application/json; charset=utf-8";
  std::string body;
  Headers headers;                             // beyond Content-Type, Content-Length, Connection
};

// {"error": sentence} with this status: what every refusal answers.
Response error_response(int status, std::string_view sentence);

// A request of ours to a platform.
struct ClientRequest {
  std::string method = "POST";
  std::string url;                             // absolute: https://host[:port]/path?query
  Headers headers;                             // Content-Type among them
  std::string body;
};

struct ClientResponse { int status = 0; Headers headers; std::string body; };
// The exchange failed. written: the request may have reached the other side (then nobody knows whether it was carried out);
// not written: it certainly did not (refused, no address, TLS failure, cut before the first byte).
struct ClientFailure { bool written = false; std::string reason; };
using ClientResult = std::variant<ClientResponse, ClientFailure>;

}  // namespace adapters::http
