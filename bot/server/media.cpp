// See media.hpp.
#include "bot/server/media.hpp"

#include <algorithm>
#include <optional>

#include "storage/await.hpp"
#include "storage/media.hpp"

namespace server {

namespace {

constexpr std::size_t longest_token = 128;

bool could_be_token(const std::string& text) {
  const auto plain = [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_'; };
  return text.size() <= longest_token && std::all_of(text.begin(), text.end(), plain);
}

// Inline only where a browser cannot be made to run it; everything else is saved under a harmless name.
bool is_picture(const std::string& type) { return type == "image/jpeg" || type == "image/png" || type == "image/gif"; }

auto load(storage::Database& database, const std::string& token) {
  return storage::async_read(database, [token](storage::Session& session) { return storage::media::by_token(session, token); });
}

http::Response answer(storage::media::Media media) {
  http::Response response;
  response.content_type = media.type;
  response.headers = {{"Cache-Control", "public, max-age=86400, immutable"}, {"X-Robots-Tag", "noindex"},
                      {"Content-Security-Policy", "default-src 'none'; sandbox"}};
  if (!is_picture(media.type)) response.headers.emplace_back("Content-Disposition", "attachment");
  response.body = std::move(media.bytes);
  return response;
}

Reply show(storage::Database& database, std::string token) {
  std::optional<storage::media::Media> media;
  if (could_be_token(token)) media = co_await load(database, token);
  if (!media || media->kind == "sticker") co_return http::error_response(404, "nothing is at this address");
  co_return answer(std::move(*media));
}

}  // namespace

std::vector<Route> media_routes(storage::Database& database) {
  return {{"GET", "/media/{token}", [&database](http::Request, std::string token) { return show(database, std::move(token)); }}};
}

}  // namespace server
