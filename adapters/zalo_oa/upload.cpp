// POST /v2.0/oa/upload/{image|gif|file}, a form with one file → {"data":{"attachment_id":"…"}} or {"data":{"token":"…"}}.
#include <array>
#include <charconv>

#include "adapters/answers.hpp"
#include "adapters/multipart.hpp"
#include "adapters/zalo_oa/parts.hpp"

namespace adapters::zalo_oa {
namespace {

constexpr std::size_t mebibyte = 1024 * 1024;

struct Type { std::string_view extension, begins, mime, path; std::size_t limit; };

// Known by their first bytes; where those are shared (zip, old Office) or missing (text) by their name.
constexpr auto pictures = std::to_array<Type>({
    {".jpg", "\xFF\xD8\xFF", "image/jpeg", "image", mebibyte},
    {".png", "\x89PNG", "image/png", "image", mebibyte},
    {".gif", "GIF8", "image/gif", "gif", 5 * mebibyte},
});
constexpr auto documents = std::to_array<Type>({
    {".pdf", "%PDF", "application/pdf", "file", 5 * mebibyte},
    {".doc", "\xD0\xCF\x11\xE0", "application/msword", "file", 5 * mebibyte},
    {".docx", "PK", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "file", 5 * mebibyte},
    {".csv", "", "text/csv", "file", 5 * mebibyte},
});

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

const Type* type_of(const File& file) {
  if (file.bytes.empty()) return nullptr;
  if (file.kind == MediaKind::image) {
    for (const auto& type : pictures)
      if (file.bytes.starts_with(type.begins)) return &type;
    return nullptr;
  }
  const auto name = lower(file.name);
  for (const auto& type : documents)
    if (name.ends_with(type.extension) && file.bytes.starts_with(type.begins)) return &type;
  return nullptr;
}

// The platform reads the type off the name: it must end as the type does.
std::string name_of(const File& file, const Type& type) {
  const auto name = lower(file.name);
  if (name.ends_with(type.extension) || (type.extension == ".jpg" && name.ends_with(".jpeg"))) return file.name;
  return (file.name.empty() ? "file" : file.name) + std::string(type.extension);
}

std::int64_t little_endian(const std::string& bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]) + 256 * static_cast<std::int64_t>(static_cast<unsigned char>(bytes[at + 1]));
}

std::string upload_id(const File& file, std::string id) {
  constexpr std::size_t width_at = 6, height_at = 8, header = 10;
  if (!file.bytes.starts_with("GIF8") || file.bytes.size() < header) return id;
  return std::to_string(little_endian(file.bytes, width_at)) + "x" + std::to_string(little_endian(file.bytes, height_at)) + ":" + id;
}

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::string refuses(const File& file) {
  if (file.kind == MediaKind::sticker) return "media_unsupported";
  const Type* type = type_of(file);
  if (type == nullptr) return "file_type";
  return file.bytes.size() > type->limit ? "file_too_large" : "";
}

// Only for files that are not refused.
http::ClientRequest upload_request(const ZaloOaSettings& settings, const File& file, const Credentials& credentials) {
  const Type* type = type_of(file);
  if (type == nullptr) throw std::invalid_argument("Zalo takes no such file");
  const auto path = std::string(type->path);
  const auto name = name_of(file, *type);
  const auto form = multipart({}, {path == "gif" ? settings.gif_field : "file", name, type->mime, file.bytes});
  http::ClientRequest request;
  request.url = address(settings.openapi_url, "/v2.0/oa/upload/" + path);
  request.headers = headers_of(settings, credentials);
  request.headers.insert(request.headers.begin(), {"Content-Type", form.content_type});
  request.body = form.body;
  return request;
}

// An upload whose answer was lost is simply done again: nobody has seen it.
std::variant<Uploaded, Outcome> read_upload(const File& file, const http::ClientResult& result, std::int64_t now) {
  constexpr std::int64_t week = std::int64_t{7} * 24 * 3'600'000;
  auto outcome = classify(result, now);
  if (auto* held = std::get_if<Hold>(&outcome); held != nullptr && held->until == HoldUntil::quota_renews) held->stop_account = false;
  if (const auto* unsure = std::get_if<Unsure>(&outcome)) return try_again(unsure->reason);
  if (!std::holds_alternative<Sent>(outcome)) return outcome;
  const Json body = parse_or_null(std::get<http::ClientResponse>(result).body);
  const Json& data = at(body, "data");
  for (const auto* key : {"attachment_id", "token"})
    if (auto id = id_of(data, key); !id.empty()) return Uploaded{upload_id(file, std::move(id)), now + week};
  return try_again("zalo: upload without an id");
}

std::optional<Gif> gif_of(const std::string& upload_id) {
  const auto colon = upload_id.find(':');
  const auto cross = upload_id.find('x');
  if (colon == std::string::npos || cross == std::string::npos || cross > colon) return std::nullopt;
  const std::string_view id = upload_id;
  const auto width = number(id.substr(0, cross)), height = number(id.substr(cross + 1, colon - cross - 1));
  if (!width || !height) return std::nullopt;
  return Gif{*width, *height, upload_id.substr(colon + 1)};
}

}  // namespace adapters::zalo_oa
