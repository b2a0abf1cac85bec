// Zalo OA: which files it takes, how they go up, what comes back.
#include <catch2/catch.hpp>

#include "adapters/zalo_oa/zalo_oa.hpp"
#include "tests/adapters/outcomes.hpp"

using namespace adapters;

namespace {

constexpr std::int64_t now = 1'790'000'012'345;
constexpr std::int64_t week = 604'800'000;
constexpr std::size_t mebibyte = 1024 * 1024;

std::unique_ptr<Channel> zalo(ZaloOaSettings settings = {}) { return make_zalo_oa(std::move(settings)); }
std::string of_size(std::string begins, std::size_t size) {
  begins.resize(size, 'x');
  return begins;
}
std::string refused(MediaKind kind, const std::string& name, const std::string& bytes) { return zalo()->refuses({kind, name, "", bytes}); }

const std::string jpg = "\xFF\xD8\xFF\xE0", png = "\x89PNG\r\n", gif = std::string("GIF89a\xE0\x01\x40\x01", 10), doc = "\xD0\xCF\x11\xE0";

std::variant<Uploaded, Outcome> read(const std::string& body, const std::string& bytes = "%PDF", int status = 200) {
  return zalo()->read_upload_of({MediaKind::file, "a", "", bytes}, http::ClientResponse{status, {}, body}, now);
}
std::string failed(const std::string& body, int status = 200) { return told(std::get<Outcome>(read(body, "%PDF", status)), now); }

}  // namespace

TEST_CASE("Zalo uploads: types by their first bytes, limits by type") {
  CHECK(refused(MediaKind::image, "a.jpg", of_size(jpg, mebibyte)).empty());
  CHECK(refused(MediaKind::image, "a.jpg", of_size(jpg, mebibyte + 1)) == "file_too_large");
  CHECK(refused(MediaKind::image, "a", png).empty());
  CHECK(refused(MediaKind::image, "a.gif", of_size(gif, 5 * mebibyte)).empty());
  CHECK(refused(MediaKind::image, "a.gif", of_size(gif, 5 * mebibyte + 1)) == "file_too_large");
  CHECK(refused(MediaKind::image, "a.png", "%PDF") == "file_type");
  CHECK(refused(MediaKind::image, "a.png", "") == "file_type");
  CHECK(refused(MediaKind::image, "a.webp", "RIFF....WEBP") == "file_type");
  CHECK(refused(MediaKind::file, "Kế hoạch.PDF", of_size("%PDF-1.7", 5 * mebibyte)).empty());
  CHECK(refused(MediaKind::file, "a.pdf", of_size("%PDF-1.7", 5 * mebibyte + 1)) == "file_too_large");
  CHECK(refused(MediaKind::file, "a.doc", doc).empty());
  CHECK(refused(MediaKind::file, "a.docx", "PK\x03\x04").empty());
  CHECK(refused(MediaKind::file, "a.csv", "so;ten").empty());
  CHECK(refused(MediaKind::file, "a.pdf", "MZ") == "file_type");
  CHECK(refused(MediaKind::file, "a.xlsx", "PK\x03\x04") == "file_type");
  CHECK(refused(MediaKind::file, "a.zip", "PK\x03\x04") == "file_type");
  CHECK(refused(MediaKind::sticker, "a", "x") == "media_unsupported");
}

TEST_CASE("Zalo uploads: a form with one file, its name with an extension") {
  const auto upload = [](MediaKind kind, const std::string& name, const std::string& bytes, ZaloOaSettings settings = {}) {
    return *zalo(std::move(settings))->upload_request("607", {kind, name, "", bytes}, {"token", "", 0});
  };
  const auto request = upload(MediaKind::file, "Kế hoạch.pdf", "%PDF-1.7");
  CHECK(request.method == "POST");
  CHECK(request.url == "https://openapi.zalo.me/v2.0/oa/upload/file");
  REQUIRE(request.headers.size() == 2);
  CHECK(request.headers[0].second.starts_with("multipart/form-data; boundary="));
  CHECK(request.headers[1] == std::pair<std::string, std::string>{"access_token", "token"});
  CHECK(request.body.find("name=\"file\"; filename=\"Kế hoạch.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7\r\n") != std::string::npos);

  CHECK(upload(MediaKind::image, "ảnh", jpg).body.find("filename=\"ảnh.jpg\"\r\nContent-Type: image/jpeg") != std::string::npos);
  CHECK(upload(MediaKind::image, "a.JPEG", jpg).body.find("filename=\"a.JPEG\"") != std::string::npos);
  CHECK(upload(MediaKind::image, "", png).body.find("filename=\"file.png\"") != std::string::npos);
  CHECK(upload(MediaKind::image, "a.png", png).url == "https://openapi.zalo.me/v2.0/oa/upload/image");
  CHECK(upload(MediaKind::image, "a.gif", gif).url == "https://openapi.zalo.me/v2.0/oa/upload/gif");
  ZaloOaSettings other;
  other.gif_field = "image";
  CHECK(upload(MediaKind::image, "a.gif", gif, other).body.find("name=\"image\"; filename=\"a.gif\"") != std::string::npos);
  CHECK_THROWS_AS(upload(MediaKind::file, "a.exe", "MZ"), std::invalid_argument);
}

TEST_CASE("Zalo uploads: what comes back") {
  const auto file = std::get<Uploaded>(read(R"({"data":{"token":"tok"},"error":0})"));
  CHECK(file.id == "tok");
  CHECK(file.expires_at == now + week);
  CHECK(std::get<Uploaded>(read(R"({"data":{"attachment_id":"att"},"error":0})", jpg)).id == "att");
  CHECK(std::get<Uploaded>(read(R"({"data":{"attachment_id":"att"},"error":0})", gif)).id == "480x320:att");
  CHECK(std::get<Uploaded>(zalo()->read_upload(http::ClientResponse{200, {}, R"({"data":{"attachment_id":9007199254740993},"error":0})"}, now)).id == "9007199254740993");
  CHECK(failed(R"({"error":0})") == "retry_at");
  CHECK(failed("<html>") == "retry_at");
  CHECK(failed(R"({"error":-210})") == "rejected");
  CHECK(failed(R"({"error":-211})") == "hold quota");
  CHECK(failed(R"({"error":-216})") == "retry_at refresh");
  CHECK(failed(R"({"error":-221})") == "hold human stop");
  CHECK(failed("", 503) == "retry_at");
  CHECK(told(std::get<Outcome>(zalo()->read_upload_of({}, http::ClientFailure{true, "reset"}, now)), now) == "retry_at");
}
