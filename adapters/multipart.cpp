#include "adapters/multipart.hpp"

#include "adapters/signature.hpp"

namespace adapters {
namespace {

constexpr std::string_view line_end = "\r\n";

// Quotes and line ends would end the header early; browsers write them like this.
std::string in_quotes(std::string_view value) {
  std::string text = "\"";
  for (const char c : value) {
    if (c == '"') text += "%22";
    else if (c == '\r') text += "%0D";
    else if (c == '\n') text += "%0A";
    else text += c;
  }
  return text + "\"";
}

std::string boundary_of(const std::vector<std::pair<std::string, std::string>>& fields, const FormFile& file) {
  std::string told(file.bytes);
  for (const auto& [name, value] : fields) told.append("\n").append(name).append("\n").append(value);
  return "----form" + hex(sha256(told)).substr(0, 48);
}

void append_part(std::string& body, std::string_view boundary, std::string_view header, std::string_view content) {
  body.append("--").append(boundary).append(line_end).append("Content-Disposition: form-data; ").append(header);
  body.append(line_end).append(line_end).append(content).append(line_end);
}

}  // namespace

Multipart multipart(const std::vector<std::pair<std::string, std::string>>& fields, const FormFile& file) {
  constexpr std::size_t usual_headers = 1024;
  const auto boundary = boundary_of(fields, file);
  Multipart form{"multipart/form-data; boundary=" + boundary, {}};
  form.body.reserve(file.bytes.size() + usual_headers);
  for (const auto& [name, value] : fields) append_part(form.body, boundary, "name=" + in_quotes(name), value);
  const auto header = "name=" + in_quotes(file.field) + "; filename=" + in_quotes(file.name) + "\r\nContent-Type: " + std::string(file.type);
  append_part(form.body, boundary, header, file.bytes);
  form.body.append("--").append(boundary).append("--").append(line_end);
  return form;
}

}  // namespace adapters
