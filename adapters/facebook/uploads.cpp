// POST /{page}/message_attachments: pictures and files that later messages name by their id, for 90 days.
#include <algorithm>
#include <array>

#include "adapters/answers.hpp"
#include "adapters/facebook/parts.hpp"
#include "adapters/multipart.hpp"

namespace adapters::facebook {
namespace {

constexpr std::size_t megabyte = std::size_t{1024} * 1024;
constexpr std::size_t image_limit = 8 * megabyte;
constexpr std::size_t file_limit = 25 * megabyte;
constexpr std::int64_t day = std::int64_t{24} * 3'600'000;
constexpr std::int64_t kept_for = 90 * day;

bool is_image_type(std::string_view type) {
  constexpr auto types = std::to_array<std::string_view>({"image/jpeg", "image/png", "image/gif", "image/webp"});
  return std::find(types.begin(), types.end(), type) != types.end();
}

}  // namespace

std::string refuses(const File& file) {
  if (file.kind == MediaKind::sticker) return "media_unsupported";
  const bool image = file.kind == MediaKind::image;
  if (file.bytes.empty() || (image && !is_image_type(file.type))) return "file_type";
  return file.bytes.size() > (image ? image_limit : file_limit) ? "file_too_large" : "";
}

std::optional<http::ClientRequest> upload_request(const FacebookSettings& settings, const std::string& page, const File& file, const Credentials& credentials) {
  if (!refuses(file).empty()) return std::nullopt;
  const Json message = {{"attachment", {{"type", name(file.kind)}, {"payload", {{"is_reusable", true}}}}}};
  const auto form = multipart({{"message", message.dump()}}, {"filedata", file.name, file.type, file.bytes});
  http::ClientRequest request;
  request.url = url_of(settings, edge_of(page, "message_attachments"), "", credentials);
  request.headers = {{"Content-Type", form.content_type}, {"Authorization", "Bearer " + credentials.access_token}};
  request.body = form.body;
  return request;
}

std::variant<Uploaded, Outcome> read_upload(const http::ClientResult& result, std::int64_t now) {
  if (const auto* response = std::get_if<http::ClientResponse>(&result); response != nullptr && response->status / 100 == 2) {
    auto id = id_of(parse_or_null(response->body), "attachment_id");
    if (!id.empty()) return Uploaded{std::move(id), now + kept_for - day};
  }
  auto outcome = classify({}, {}, result, now);
  // Nobody sees an upload: doing it twice does no harm.
  if (const auto* unsure = std::get_if<Unsure>(&outcome)) return Outcome{try_again(unsure->reason)};
  if (std::holds_alternative<Sent>(outcome)) return Outcome{Rejected{"facebook: an upload without an id"}};
  return outcome;
}

}  // namespace adapters::facebook
