#include "adapters/sandbox/multipart.hpp"

#include <algorithm>

namespace adapters::sandbox {
namespace {

constexpr std::string_view line_end = "\r\n", head_end = "\r\n\r\n";

// Value of `key="…"` or `key=…` in a header line; "" if it is missing.
std::string parameter(std::string_view line, std::string_view key) {
  const std::string wanted = std::string(key) + "=";
  auto at = line.find(wanted);
  while (at != std::string_view::npos && at > 0 && line[at - 1] != ' ' && line[at - 1] != ';') at = line.find(wanted, at + 1);
  if (at == std::string_view::npos) return "";
  line.remove_prefix(at + wanted.size());
  if (!line.empty() && line.front() == '"') return std::string(line.substr(1, line.find('"', 1) - 1));
  return std::string(line.substr(0, line.find(';')));
}

std::string_view header(std::string_view head, std::string_view name) {
  while (!head.empty()) {
    const auto end = head.find(line_end);
    const std::string_view line = head.substr(0, end);
    const bool same = line.size() > name.size() && line[name.size()] == ':' &&
                      std::equal(name.begin(), name.end(), line.begin(), [](char a, char b) { return (a | 32) == (b | 32); });
    if (same) {
      const auto value = line.find_first_not_of(' ', name.size() + 1);
      return value == std::string_view::npos ? std::string_view() : line.substr(value);
    }
    head = end == std::string_view::npos ? std::string_view() : head.substr(end + line_end.size());
  }
  return {};
}

Part read_part(std::string_view whole) {
  const auto split = whole.find(head_end);
  if (split == std::string_view::npos) return {};
  const std::string_view head = whole.substr(0, split), disposition = header(head, "Content-Disposition");
  return {parameter(disposition, "name"), parameter(disposition, "filename"), std::string(header(head, "Content-Type")),
          std::string(whole.substr(split + head_end.size()))};
}

}  // namespace

std::vector<Part> read_multipart(std::string_view content_type, std::string_view body) {
  if (content_type.substr(0, 19) != "multipart/form-data") return {};
  const std::string boundary = parameter(content_type, "boundary");
  if (boundary.empty()) return {};
  const std::string opening = "--" + boundary, closing = "\r\n--" + boundary;
  if (body.substr(0, opening.size()) != opening) return {};
  body.remove_prefix(opening.size());
  std::vector<Part> parts;
  while (body.substr(0, 2) == line_end) {
    body.remove_prefix(2);
    const auto end = body.find(closing);
    if (end == std::string_view::npos) return {};
    parts.push_back(read_part(body.substr(0, end)));
    body.remove_prefix(end + closing.size());
  }
  return parts;
}

const Part* find_part(const std::vector<Part>& parts, std::string_view name) {
  const auto found = std::find_if(parts.begin(), parts.end(), [&](const Part& part) { return part.name == name; });
  return found == parts.end() ? nullptr : &*found;
}

}  // namespace adapters::sandbox
