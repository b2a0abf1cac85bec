// Checks a template's tags against its declaration.

#include "templates/catalog.hpp"
#include "templates/fields.hpp"
#include "templates/tags.hpp"

namespace templates {
namespace {

// Walks the tags with a stack of open sections; a name is looked up from the innermost list outwards, as mustache does.
class Checker {
 public:
  Checker(std::string_view name, std::vector<Field>& fields, bool raw_allowed) : name_(name), raw_allowed_(raw_allowed) {
    open_.push_back({"", &fields});
  }

  void visit(const Tag& tag) {
    switch (tag.kind) {
      case 'r': if (!raw_allowed_) fail(tag, "is not escaped"); [[fallthrough]];
      case 'v': use(tag); break;
      case '#': case '^': enter(tag); break;
      case '/': leave(tag); break;
      case '=': fail(tag, "changes the delimiters"); break;
      default: break;
    }
  }

  void finish() const {
    if (open_.size() > 1) throw TemplateError(name_ + ": section " + std::string(open_.back().name) + " is not closed");
    refuse_unused(*open_.front().fields, "");
  }

 private:
  struct Section {
    std::string_view name;
    std::vector<Field>* fields;  // null: a plain value, opens no names of its own
  };

  void enter(const Tag& tag) {
    Field* field = use(tag);
    const bool opens = tag.kind == '#' && field && field->list;
    open_.push_back({tag.name, opens ? &field->items : nullptr});
  }

  void leave(const Tag& tag) {
    if (open_.size() == 1 || open_.back().name != tag.name) fail(tag, "closes no open section");
    open_.pop_back();
  }

  // Marks the field as used; null for "." inside a section over a plain value.
  Field* use(const Tag& tag) {
    const auto dot = tag.name.find('.');
    if (tag.name == "." || dot == std::string_view::npos) return look_up(tag, tag.name);
    Field* outer = look_up(tag, tag.name.substr(0, dot));
    Field* inner = find(outer->items, tag.name.substr(dot + 1));
    if (!inner) fail(tag, "is not declared");
    return inner;
  }

  Field* look_up(const Tag& tag, std::string_view wanted) {
    for (auto section = open_.rbegin(); section != open_.rend(); ++section) {
      if (!section->fields) {
        if (wanted == ".") return nullptr;
        continue;
      }
      if (Field* field = find(*section->fields, wanted)) return field;
      if (wanted == ".") break;
    }
    fail(tag, "is not declared");
  }

  static Field* find(std::vector<Field>& fields, std::string_view wanted) {
    for (auto& field : fields) {
      if (field.name == wanted) return field.used = true, &field;
    }
    return nullptr;
  }

  void refuse_unused(const std::vector<Field>& fields, const std::string& path) const {
    for (const auto& field : fields) {
      if (!field.used) throw TemplateError(name_ + ": declared field " + path + field.name + " has no tag");
      refuse_unused(field.items, path + field.name + ".");
    }
  }

  [[noreturn]] void fail(const Tag& tag, const std::string& what) const {
    throw TemplateError(name_ + ": tag " + std::string(tag.whole) + " " + what);
  }

  std::string name_;
  bool raw_allowed_;
  std::vector<Section> open_;
};

}  // namespace

void check_tags(std::string_view name, Source source, bool raw_allowed) {
  Checker checker(name, source.fields, raw_allowed);
  for (const auto& tag : scan_tags(name, source.body)) checker.visit(tag);
  checker.finish();
}

}  // namespace templates
