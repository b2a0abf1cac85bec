#include "bot/server/answers.hpp"

#include <nlohmann/json.hpp>

#include "bot/server/assets.hpp"

namespace server {
namespace {

constexpr std::string_view html = "text/html; charset=utf-8";
// Everything comes from our own origin; no script runs at all, so that an escaping fault cannot become one.
constexpr std::string_view page_policy =
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors "
    "'none'";

void add(http::Response& response, std::string_view name, std::string_view value) {
  if (http::find_header(response.headers, name).empty()) response.headers.emplace_back(name, value);
}

bool wants_page(const http::Request& request) {
  for (const std::string_view prefix : {"/api/", "/webhook/", "/healthz", "/readyz", "/metrics"}) {
    if (request.path.starts_with(prefix)) return false;
  }
  return http::find_header(request.headers, "Accept").find("text/html") != std::string_view::npos;
}

}  // namespace

http::Response json_response(int status, std::string body) {
  http::Response response;
  response.status = status;
  response.body = std::move(body);
  return response;
}

http::Response html_response(int status, std::string body) {
  http::Response response = json_response(status, std::move(body));
  response.content_type = html;
  return response;
}

http::Response see_other(std::string_view location) {
  http::Response response = html_response(303, "");
  response.headers.emplace_back("Location", location);
  return response;
}

http::Response error_for(const http::Request& request, const templates::Catalog& catalog, int status,
                         std::string_view sentence) {
  if (!wants_page(request)) return http::error_response(status, sentence);
  const nlohmann::json fields{{"status", std::to_string(status)}, {"missing", status == 404}, {"away", status == 503},
                              {"other", status != 404 && status != 503}, {"style", style_version()}};
  return html_response(status, catalog.render("web/error", fields));
}

void dress(http::Response& response) {
  add(response, "X-Content-Type-Options", "nosniff");
  add(response, "Cache-Control", "no-store");
  if (response.content_type != html) return;
  add(response, "Content-Security-Policy", page_policy);
  add(response, "X-Frame-Options", "DENY");
  add(response, "Referrer-Policy", "same-origin");
}

}  // namespace server
