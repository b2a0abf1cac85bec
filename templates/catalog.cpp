// Holds all templates: reads, expands and checks them once, renders them with one parsed instance a thread.
#include "templates/catalog.hpp"

#include <atomic>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <vector>

#include "templates/fields.hpp"
#include "templates/files/embedded.hpp"
#include "templates/tags.hpp"
#include "templates/values.hpp"

namespace templates {
namespace {

namespace mustache = kainjow::mustache;
constexpr std::string_view kSuffix = ".mustache";
constexpr int kDeepestPartial = 8;

std::string_view folder_kind(std::string_view name) { return name.substr(0, name.find('/')); }
bool is_chat(std::string_view name) { return folder_kind(name) == "chat"; }

std::string_view without_line_end(std::string_view text) {
  if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  return text;
}

// A section tag alone on its line leaves no line behind. The engine forgets that where sections that are missing follow one another.
std::string without_tag_lines(std::string_view name, std::string_view body) {
  std::string text;
  std::size_t done = 0;
  for (const auto& tag : scan_tags(name, body)) {
    const auto end = tag.at + tag.whole.size();
    const bool section = tag.kind == '#' || tag.kind == '^' || tag.kind == '/';
    const bool alone = (tag.at == 0 || body[tag.at - 1] == '\n') && end < body.size() && body[end] == '\n';
    if (!section || !alone) continue;
    text.append(body.substr(done, end - done));
    done = end + 1;
  }
  return text.append(body.substr(done));
}

struct Template {
  std::uint64_t id;  // unique in the program: the key of the parsed instances
  std::vector<Field> fields;
  std::string body;
};

std::uint64_t next_id() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

// The engine's rendering is not const, so each thread parses its own.
mustache::mustache& parsed(std::string_view name, const Template& text) {
  thread_local std::unordered_map<std::uint64_t, mustache::mustache> instances;
  const auto found = instances.find(text.id);
  if (found != instances.end()) return found->second;
  auto& fresh = instances.emplace(text.id, mustache::mustache(text.body)).first->second;
  fresh.set_custom_escape(is_chat(name) ? without_mentions : xml_escaped);
  return fresh;
}

}  // namespace

struct Catalog::Impl {
  std::unordered_map<std::string, Template> templates;
};

namespace {

// Reads every file before any is expanded, so that partials may stand in any order.
class Loader {
 public:
  explicit Loader(const Files& files) {
    for (const auto& [path, text] : files) {
      if (path.size() <= kSuffix.size() || path.substr(path.size() - kSuffix.size()) != kSuffix) continue;
      const auto name = path.substr(0, path.size() - kSuffix.size());
      sources_.emplace(name, read_source(name, text));
    }
  }

  std::unordered_map<std::string, Template> load() const {
    std::unordered_map<std::string, Template> templates;
    for (const auto& [name, source] : sources_) {
      Source whole{source.fields, expand(name, source.body, 0)};
      if (is_chat(name)) whole.body = without_tag_lines(name, whole.body);
      check_tags(name, whole, !is_chat(name));
      const auto& body = whole.body;
      if (mustache::mustache probe(body); !probe.is_valid()) throw TemplateError(name + ": " + probe.error_message());
      templates.emplace(name, Template{next_id(), std::move(whole.fields), std::move(whole.body)});
    }
    return templates;
  }

 private:
  std::string expand(std::string_view name, std::string_view body, int depth) const {
    if (depth > kDeepestPartial) throw TemplateError(std::string(name) + ": partials nest too deep");
    return expand_partials(name, body, [&](std::string_view from, std::string_view wanted) {
      const auto& [full, source] = find(from, wanted);
      return expand(full, without_line_end(source.body), depth + 1);
    });
  }

  // {{>footer}} in web/start is web/footer; {{>web/parts/footer}} is named in full.
  const std::pair<const std::string, Source>& find(std::string_view from, std::string_view wanted) const {
    auto found = sources_.find(std::string(from.substr(0, from.rfind('/') + 1)) + std::string(wanted));
    if (found == sources_.end()) found = sources_.find(std::string(wanted));
    if (found == sources_.end() || folder_kind(found->first) != folder_kind(from)) {
      throw TemplateError(std::string(from) + ": no partial {{>" + std::string(wanted) + "}} in its folder");
    }
    return *found;
  }

  std::unordered_map<std::string, Source> sources_;
};

}  // namespace

Catalog::Catalog() : Catalog(files::embedded()) {}

Catalog::Catalog(const Files& files) : impl_(std::make_unique<Impl>()) { impl_->templates = Loader(files).load(); }

Catalog::~Catalog() = default;

std::string Catalog::render(std::string_view name, const nlohmann::json& fields) const {
  const auto found = impl_->templates.find(std::string(name));
  if (found == impl_->templates.end()) throw TemplateError(std::string(name) + ": no such template");
  std::string text;
  const mustache::mustache::render_handler append = [&text](const std::string& part) { text += part; };
  parsed(name, found->second).render(to_data(name, found->second.fields, fields), append);
  return is_chat(name) ? tidy_lines(text) : text;
}

}  // namespace templates
