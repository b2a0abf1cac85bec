// The catalog: declarations, checks, escaping, rendering; and every embedded template parses.
#include "templates/catalog.hpp"

#include <nlohmann/json.hpp>
#include <thread>

#include <catch2/catch.hpp>

using nlohmann::json;
using templates::Catalog;
using templates::TemplateError;

namespace {

std::string render(std::string_view path, std::string_view text, const json& fields) {
  const Catalog catalog(templates::Files{{path, text}});
  return catalog.render(path.substr(0, path.size() - std::string_view(".mustache").size()), fields);
}

std::string chat(std::string_view text, const json& fields) { return render("chat/vi/t.mustache", text, fields); }
std::string web(std::string_view text, const json& fields) { return render("web/t.mustache", text, fields); }

std::string error_of(std::string_view text) {
  try {
    chat(text, json::object());
  } catch (const TemplateError& error) {
    return error.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("all embedded templates are right") { CHECK_NOTHROW(Catalog()); }

TEST_CASE("a broken template is named with the offending part") {
  struct Row { const char* text; const char* says; };
  const std::vector<Row> rows{
      {"Chào anh", "does not declare the fields"},
      {"{{name}}", "does not declare the fields"},
      {"{{! field: name }}\n{{name}}", "does not begin with \"{{! fields:\""},
      {"{{! about fields: name }}\n{{name}}", "does not begin with"},
      {"{{! fields: }}\n{{name}}", "tag {{name}} is not declared"},
      {"{{! fields: name }}\nChào", "declared field name has no tag"},
      {"{{! fields: a, a }}\n{{a}}", "a is declared twice"},
      {"{{! fields: a,, b }}\n{{a}}{{b}}", "no field name"},
      {"{{! fields: a b }}\n{{a}}{{b}}", "unexpected \"b"},
      {"{{! fields: Name }}\n{{Name}}", "no field name at \"Name"},
      {"{{! fields: l[a }}\n{{#l}}{{a}}{{/l}}", "\"[\" of l is not closed"},
      {"{{! fields: l[a, b] }}\n{{#l}}{{a}}{{/l}}", "declared field l.b has no tag"},
      {"{{! fields: l[a] }}\n{{a}}{{#l}}{{/l}}", "tag {{a}} is not declared"},
      {"{{! fields: l[a] }}\n{{l.b}}", "tag {{l.b}} is not declared"},
      {"{{! fields: a }}\n{{#a}}{{.}}", "section a is not closed"},
      {"{{! fields: a, b }}\n{{#a}}{{#b}}{{/a}}{{/b}}", "tag {{/a}} closes no open section"},
      {"{{! fields: a }}\n{{a}}{{/a}}", "tag {{/a}} closes no open section"},
      {"{{! fields: a }}\n{{{a}}}", "tag {{{a}}} is not escaped"},
      {"{{! fields: a }}\n{{&a}}", "tag {{&a}} is not escaped"},
      {"{{! fields: a }}\n{{=<% %>=}}<%a%>", "changes the delimiters"},
      {"{{! fields: a }}\n{{a", "tag {{a is not closed"},
      {"{{! fields: }}\n{{ }}", "has no name"},
      {"{{! fields: }}\n{{.}}", "tag {{.}} is not declared"},
      {"{{! fields: }}\n{{>foot}}", "no partial {{>foot}} in its folder"},
      {"{{! fields: }}\n{{>t}}", "partials nest too deep"},
  };
  for (const auto& row : rows) {
    INFO(row.text);
    CHECK_THAT(error_of(row.text), Catch::Contains("chat/vi/t") && Catch::Contains(row.says));
  }
}

TEST_CASE("what is not given is found when the text is rendered") {
  CHECK_THROWS_AS(chat("{{! fields: name }}\n{{name}}", json::object()), TemplateError);
  CHECK_THROWS_AS(chat("{{! fields: name }}\n{{name}}", {{"name", nullptr}}), TemplateError);
  CHECK_THROWS_AS(chat("{{! fields: name }}\n{{name}}", json::array()), TemplateError);
  CHECK_THROWS_AS(chat("{{! fields: l[a] }}\n{{#l}}{{a}}{{/l}}", {{"l", json::array({json::object()})}}), TemplateError);
  CHECK_THROWS_AS(chat("{{! fields: a }}\n{{a}}", {{"a", {1, 2}}}), TemplateError);
  CHECK_THROWS_WITH(Catalog(templates::Files{}).render("chat/vi/none", json::object()), Catch::Contains("no such template"));
}

TEST_CASE("values are put in") {
  CHECK(chat("{{! fields: n, x }}\n{{n}} và {{x}}\n", {{"n", 1200000}, {"x", "một"}}) == "1200000 và một");
  CHECK(chat("{{! fields: a? }}\nA{{#a}} {{a}}{{/a}}", json::object()) == "A");
  CHECK(chat("{{! fields: a? }}\nA{{#a}} {{a}}{{/a}}", {{"a", ""}}) == "A");
  CHECK(chat("{{! fields: a? }}\nA{{#a}} {{a}}{{/a}}", {{"a", "b"}}) == "A b");
  CHECK(chat("{{! fields: a? }}\n{{#a}}{{.}}{{/a}}{{^a}}không{{/a}}", json::object()) == "không");
  CHECK(chat("{{! fields: on }}\n{{#on}}bật{{/on}}{{^on}}tắt{{/on}}", {{"on", true}}) == "bật");
  CHECK(chat("{{! fields: on }}\n{{#on}}bật{{/on}}{{^on}}tắt{{/on}}", {{"on", false}}) == "tắt");
  CHECK(chat("{{! fields: l[.] }}\n{{#l}}<{{.}}>{{/l}}", {{"l", {"a", 2}}}) == "<a><2>");
  CHECK(chat("{{! fields: l[a] }}\n{{#l}}{{a}},{{/l}}{{^l}}rỗng{{/l}}", {{"l", json::array()}}) == "rỗng");
  CHECK(chat("{{! fields: o?[a] }}\n{{o.a}}.{{#o}}{{a}}{{/o}}", {{"o", {{"a", 1}}}}) == "1.1");
}

TEST_CASE("an optional field of an entry never shows the outer field of the same name") {
  const json fields{{"unit", "ngoài"}, {"l", {{{"name", "x"}}}}};
  CHECK(chat("{{! fields: unit, l[name, unit?] }}\n{{unit}}: {{#l}}{{name}}{{unit}}{{/l}}", fields) == "ngoài: x");
}

TEST_CASE("lists with lines of their own leave no gaps") {
  const auto text = "{{! fields: l[a], note? }}\nĐầu\n\n{{#l}}\n- {{a}}\n{{/l}}\n\n{{#note}}\n{{.}}\n{{/note}}\n\nCuối\n";
  const json fields{{"l", {{{"a", 1}}, {{"a", 2}}}}};
  CHECK(chat(text, fields) == "Đầu\n\n- 1\n- 2\n\nCuối");
}

TEST_CASE("escaping goes by folder") {
  CHECK(chat("{{! fields: a }}\n{{a}}", {{"a", "<b> & \"x\""}}) == "<b> & \"x\"");
  CHECK(chat("{{! fields: a }}\n{{a}}", {{"a", "x [@all] y"}}) == "x [\u200b@all] y");
  CHECK(chat("{{! fields: a, b }}\n{{a}}{{b}}", {{"a", "["}, {"b", "@all"}}).find("[@") == std::string::npos);
  CHECK(chat("{{! fields: a }}\n[{{a}}", {{"a", "@all"}}).find("[@") == std::string::npos);
  CHECK(chat("{{! fields: a }}\n{{a}}@", {{"a", "["}}).find("[@") == std::string::npos);
  CHECK(web("{{! fields: a }}\n{{a}}\n", {{"a", "<b> & \"x\" 'y' [@"}}) == "&lt;b&gt; &amp; &quot;x&quot; &apos;y&apos; [@\n");
  CHECK(web("{{! fields: a }}\n{{a}}", {{"a", std::string("a\x01\n\0b", 5)}}) == "a\nb");
  CHECK(web("{{! fields: a }}\n{{{a}}}", {{"a", "<svg/>"}}) == "<svg/>");
  CHECK(render("report/t.mustache", "{{! fields: a }}\n{{a}}", {{"a", "<"}}) == "&lt;");
  CHECK(render("chart/t.svg.mustache", "{{! fields: a }}\n{{a}}", {{"a", "<"}}) == "&lt;");
}

TEST_CASE("partials come from the same folder and are checked") {
  using templates::Files;
  const std::string_view foot = "{{! fields: year }}\n<i>{{year}}</i>\n";
  const json fields{{"year", 2026}};
  CHECK(Catalog(Files{{"web/a.mustache", "{{! fields: year }}\n{{>foot}}\n"}, {"web/foot.mustache", foot}}).render("web/a", fields) ==
        "<i>2026</i>\n");
  CHECK(Catalog(Files{{"web/x/a.mustache", "{{! fields: year }}\n{{>web/foot}}."}, {"web/foot.mustache", foot}}).render("web/x/a", fields) ==
        "<i>2026</i>.");
  CHECK_THROWS_WITH(Catalog(Files{{"web/a.mustache", "{{! fields: }}\n{{>foot}}"}, {"web/foot.mustache", foot}}),
                    Catch::Contains("web/a") && Catch::Contains("{{year}} is not declared"));
  CHECK_THROWS_WITH(Catalog(Files{{"chat/a.mustache", "{{! fields: year }}\n{{>web/foot}}"}, {"web/foot.mustache", foot}}),
                    Catch::Contains("no partial"));
}

TEST_CASE("files that are no templates are left alone") {
  CHECK_NOTHROW(Catalog(templates::Files{{"web/app.js", "if (a) {{ }}"}, {".mustache", "x"}}));
}

TEST_CASE("a catalog is used by several threads") {
  const Catalog catalog(templates::Files{{"chat/t.mustache", "{{! fields: l[a] }}\n{{#l}}{{a}};{{/l}}"}});
  std::vector<std::string> answers(4);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    threads.emplace_back([&, i] {
      for (int round = 0; round < 200; ++round) answers[i] = catalog.render("chat/t", {{"l", {{{"a", i}}, {{"a", round}}}}});
    });
  }
  for (auto& thread : threads) thread.join();
  for (std::size_t i = 0; i < answers.size(); ++i) CHECK(answers[i] == std::to_string(i) + ";199;");
}

TEST_CASE("lines of sections that are missing leave nothing behind in a chat text") {
  const char* const text = "{{! fields: a?, b?, c? }}\nđầu\n{{#a}}\n- {{a}}\n{{/a}}\n{{#b}}\n- {{b}}\n{{/b}}\n{{#c}}\n- {{c}}\n{{/c}}\ncuối\n";
  CHECK(chat(text, json::object()) == "đầu\ncuối");
  CHECK(chat(text, {{"b", "2"}}) == "đầu\n- 2\ncuối");
  CHECK(chat(text, {{"a", "1"}, {"c", "3"}}) == "đầu\n- 1\n- 3\ncuối");
}
