// Every text a person sees comes from here: mustache templates by name ("chat/vi/welcome"), checked once at start.
#pragma once

#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <stdexcept>
#include <string>
#include <string_view>

namespace templates {

// A template is broken: unknown name, bad syntax, a tag that is not declared, a declared field that was not given.
struct TemplateError : std::logic_error { using logic_error::logic_error; };

// The first line of each template declares its fields, after which the text begins:
//   {{! fields: number, date, unit?, lines[name, count] }}
// "?" marks a field that may be missing or empty, "[]" a list and the fields of its items. A tag that is not declared, or a
// declared field without a tag, is found when the catalog is built; a field that is not given when the text is rendered.
// Escaping goes by folder: chat/ none (but "[@", Zalo's mention mark, is neutralised in every value); web/, chart/, report/ XML.
// A chat text loses its trailing line end and all but one of several blank lines. {{{raw}}} is allowed outside chat/ only.
// {{>part}} puts in the text of the template `part` of the same folder (or named in full, "web/part", below the same first
// folder); what that part needs is declared by the template that includes it as well. Inside a list, "." is an entry that is a
// plain value: lines[.]. A false, empty or missing optional value leaves its section out; 0 does not.
using Files = std::map<std::string_view, std::string_view>;  // path → text, such as templates::files::embedded()

class Catalog {
 public:
  Catalog();  // reads and checks the embedded templates; throws TemplateError naming file and tag
  explicit Catalog(const Files& files);  // the same over other files
  ~Catalog();

  // The text of template `name` with `fields` (a JSON object). Any thread: parsed templates are kept per thread.
  std::string render(std::string_view name, const nlohmann::json& fields) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace templates
