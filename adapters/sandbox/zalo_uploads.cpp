#include "adapters/sandbox/zalo_uploads.hpp"

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "adapters/sandbox/multipart.hpp"
#include "adapters/sandbox/zalo_answers.hpp"

namespace adapters::sandbox {
namespace {

constexpr std::size_t megabyte = 1024 * 1024;

struct Kind {
  std::size_t limit;                        // bytes
  std::set<std::string> extensions, types;  // types: as the bytes show them; empty: not looked at
  const char* gives;
};

const Kind& kind_of(const std::string& kind) {
  static const std::map<std::string, Kind> kinds{
      {"image", {megabyte, {"jpg", "jpeg", "png"}, {"image/png", "image/jpeg"}, "attachment_id"}},
      {"gif", {5 * megabyte, {"gif"}, {"image/gif"}, "attachment_id"}},
      {"file", {5 * megabyte, {"pdf", "doc", "docx", "csv"}, {"application/pdf", "application/msword", ""}, "token"}}};
  return kinds.at(kind);
}

const Part& file_of(const std::vector<Part>& parts) {
  const Part* part = find_part(parts, "file");
  if (!part) part = find_part(parts, "image");                 // as one of the platform's own examples posts a gif
  if (!part || part->body.empty()) throw ZaloRefused{-201, "file is invalid"};
  return *part;
}

void check(const Part& part, const Kind& kind) {
  if (!kind.extensions.contains(extension(part.file_name))) throw ZaloRefused{-201, "file type is not supported"};
  if (part.body.size() > kind.limit) throw ZaloRefused{-210, "file size exceeds the limit"};
  const std::string type(sniffed(part.body));
  const bool text = extension(part.file_name) == "csv";
  if (!kind.types.contains(type) || (type.empty() && !text)) throw ZaloRefused{-201, "file content is invalid"};
}

}  // namespace

http::Response zalo_upload(Stage& stage, const http::Request& request) try {
  const std::string name = request.path.substr(request.path.rfind('/') + 1);
  const Kind& kind = kind_of(name);
  const auto parts = read_multipart(http::find_header(request.headers, "Content-Type"), request.body);
  const Part& part = file_of(parts);
  check(part, kind);
  const StoredFile& file = stage.media.add({stage.message_id(Platform::zalo), Platform::zalo, name, part.file_name,
                                            std::string(sniffed(part.body)), part.body, "", stage.now()});
  return zalo_ok({{kind.gives, file.id}});
} catch (const ZaloRefused& refused) {
  return zalo_refusal(refused);
}

}  // namespace adapters::sandbox
