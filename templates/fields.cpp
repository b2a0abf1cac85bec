// Reads a template's declaration.
#include "templates/fields.hpp"

#include "templates/catalog.hpp"
#include "templates/tags.hpp"

namespace templates {
namespace {

constexpr std::string_view kDeclares = "fields:";

bool name_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

// Recursive descent over "a, b?, c[d, e?]".
class DeclarationReader {
 public:
  DeclarationReader(std::string_view name, std::string_view text) : name_(name), text_(text) {}

  std::vector<Field> read() {
    auto fields = read_list();
    if (at_ < text_.size()) fail("unexpected \"" + std::string(text_.substr(at_)) + "\"");
    return fields;
  }

 private:
  std::vector<Field> read_list() {
    std::vector<Field> fields;
    skip_blanks();
    while (at_ < text_.size() && text_[at_] != ']') {
      fields.push_back(read_field());
      refuse_twice(fields);
      if (!take(',')) break;
    }
    return fields;
  }

  Field read_field() {
    Field field;
    field.name = read_name();
    field.optional = take('?');
    if (take('[')) {
      field.list = true;
      field.items = read_list();
      if (!take(']')) fail("\"[\" of " + field.name + " is not closed");
      field.optional = take('?') || field.optional;
    }
    return field;
  }

  std::string read_name() {
    skip_blanks();
    const auto from = at_;
    if (at_ < text_.size() && text_[at_] == '.') ++at_;
    while (at_ < text_.size() && name_letter(text_[at_])) ++at_;
    std::string found(text_.substr(from, at_ - from));
    if (found.empty() || (found[0] == '.' && found.size() > 1)) {
      fail("no field name at \"" + std::string(text_.substr(from)) + "\"");
    }
    return found;
  }

  void refuse_twice(const std::vector<Field>& fields) {
    for (std::size_t i = 0; i + 1 < fields.size(); ++i) {
      if (fields[i].name == fields.back().name) fail(fields.back().name + " is declared twice");
    }
  }

  bool take(char c) {
    skip_blanks();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    skip_blanks();
    return true;
  }

  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
  }

  [[noreturn]] void fail(const std::string& what) { throw TemplateError(std::string(name_) + ": declaration: " + what); }

  std::string_view name_, text_;
  std::size_t at_ = 0;
};

}  // namespace

Source read_source(std::string_view name, std::string_view text) {
  const auto end = text.find("}}");
  if (text.substr(0, 3) != "{{!" || end == std::string_view::npos) {
    throw TemplateError(std::string(name) + ": the first line does not declare the fields");
  }
  auto declared = text.substr(3, end - 3);
  const auto from = declared.find(kDeclares);
  if (from == std::string_view::npos || declared.find_first_not_of(' ') != from) {
    throw TemplateError(std::string(name) + ": the first line does not begin with \"{{! fields:\"");
  }
  declared.remove_prefix(from + kDeclares.size());
  auto body = text.substr(end + 2);
  if (body.substr(0, 2) == "\r\n") body.remove_prefix(1);
  if (body.substr(0, 1) == "\n") body.remove_prefix(1);
  return {DeclarationReader(name, declared).read(), std::string(body)};
}

std::string expand_partials(std::string_view name, std::string_view body, const FindPartial& find) {
  std::string expanded;
  std::size_t done = 0;
  for (const auto& tag : scan_tags(name, body)) {
    if (tag.kind != '>') continue;
    expanded.append(body.substr(done, tag.at - done)).append(find(name, tag.name));
    done = tag.at + tag.whole.size();
  }
  return expanded.append(body.substr(done));
}

}  // namespace templates
