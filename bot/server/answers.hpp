// How answers look from outside: security headers, caching, and errors as one JSON line (a page for people).
#pragma once

#include <string>
#include <string_view>

#include "adapters/http/message.hpp"
#include "templates/catalog.hpp"

namespace server {

namespace http = adapters::http;

http::Response json_response(int status, std::string body);
http::Response html_response(int status, std::string body);
http::Response see_other(std::string_view location);               // 303
// An error for a person when the request asks for a page outside /api, /webhook and the health paths, else one JSON
// line.
http::Response error_for(const http::Request& request, const templates::Catalog& catalog, int status,
                         std::string_view sentence);
// Adds what every answer carries: nosniff; no caching unless the handler said otherwise; for pages the content policy.
void dress(http::Response& response);

}  // namespace server
