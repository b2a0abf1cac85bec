// nhipcau directive add|list, nhipcau export: directives in, figures out.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "bot/commands/command_line.hpp"
#include "bot/commands/control.hpp"
#include "bot/commands/place.hpp"
#include "bot/commands/roll.hpp"
#include "bot/language/text.hpp"
#include "bot/server/export.hpp"
#include "bot/union/reports.hpp"
#include "storage/media.hpp"
#include "templates/catalog.hpp"

namespace app {

namespace {

std::int64_t root(storage::Session& session, const std::string& today) {
  const auto unit = trade_union::root_unit(session, today);
  if (!unit) throw Refused("There are no units in this database yet.");
  return *unit;
}

trade_union::NewDirective directive_from(const nlohmann::json& args) {
  trade_union::NewDirective directive;
  directive.doc = args.at("number").get<std::string>();
  directive.issued_on = args.at("date").get<std::string>();
  directive.abstract = args.at("abstract").get<std::string>();
  directive.body = args.at("body").get<std::string>();
  directive.action = args.value("action", "");
  directive.urgency = args.value("urgency", "");
  if (const auto deadline = args.value("deadline", ""); !deadline.empty()) directive.deadline = deadline;
  directive.unit_id = args.value("unit", std::int64_t{0});
  return directive;
}

// What goes out with a directive. Some platform takes each of these; one that does not sends the text alone.
struct Attachable { const char *ending, *kind, *type; };
constexpr Attachable attachable[] = {{".pdf", "file", "application/pdf"},
                                   {".doc", "file", "application/msword"},
                                   {".docx", "file", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
                                   {".jpg", "image", "image/jpeg"},
                                   {".jpeg", "image", "image/jpeg"},
                                   {".png", "image", "image/png"}};
constexpr std::uintmax_t largest_attachment = 5 * 1024 * 1024;

struct Attachment { std::string name, kind, type, bytes; };

// The file is read where the database is: the command names it by its whole path.
Attachment read_attachment(const std::string& path) {
  const auto name = std::filesystem::path(path).filename().string();
  const auto ending = language::fold(std::filesystem::path(path).extension().string());
  const auto* found = std::find_if(std::begin(attachable), std::end(attachable), [&](const Attachable& each) { return each.ending == ending; });
  if (found == std::end(attachable)) throw Refused("A directive takes PDF, DOC, DOCX, JPG and PNG files.");
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream bytes;
  if (!stream || std::filesystem::is_directory(path) || !(bytes << stream.rdbuf())) throw Refused("The file " + path + " cannot be read.");
  if (bytes.str().size() > largest_attachment) throw Refused("The file " + path + " is larger than 5 MiB, the most that every platform takes.");
  return {language::nfc(name), found->kind, found->type, bytes.str()};
}

}  // namespace

Said do_directive_add(const ControlContext& context, const nlohmann::json& args) {
  const auto now = context.clock();
  std::optional<Attachment> attached;
  if (const auto file = args.value("attach", std::string()); !file.empty()) attached = read_attachment(file);
  const auto id = context.database.write([&](storage::Session& session) {
    auto directive = directive_from(args);
    if (directive.unit_id == 0) directive.unit_id = root(session, language::day_of(now));
    if (attached) directive.media = storage::media::add(session, attached->kind, attached->name, attached->type, attached->bytes, now);
    const auto added = trade_union::add_directive(session, directive, "command", now);
    if (!added.id) throw Refused(trade_union::refusal_sentence(templates::Catalog(), added.refusal));  // then the file is not kept either
    return *added.id;
  });
  context.changed();
  return {"directive " + std::to_string(id) + ": " + args.at("number").get<std::string>() + "\n"};
}

Said do_directive_list(const ControlContext& context, const nlohmann::json&) {
  const auto today = language::day_of(context.clock());
  return context.database.read([&](storage::Session& session) {
    std::string text;
    for (const auto& each : trade_union::directives(session, root(session, today), today))
      text += std::to_string(each.id) + "  " + each.doc + "  " + each.issued_on + "  " + (each.state.empty() ? "not sent" : each.state) + "  " +
              each.abstract + "\n";
    return Said{text};
  });
}

namespace {

// An id, a document's number (324/KH-LĐLĐ) or a poll's (BC5). 0: there is none.
std::int64_t find_exported(storage::Session& session, const server::ExportRequest& request, const std::string& name) {
  const bool id = !name.empty() && name.size() <= 18 && name.find_first_not_of("0123456789") == std::string::npos;
  if (id) return std::stoll(name);
  const auto wanted = language::fold(name);
  if (request.kind == server::ExportKind::directive)
    for (const auto& each : trade_union::directives(session, request.scope, request.today))
      if (language::fold(each.doc) == wanted) return each.id;
  if (request.kind == server::ExportKind::poll)
    for (const auto& each : trade_union::polls(session, request.scope, request.today))
      if ("bc" + std::to_string(each.number) == wanted) return each.id;
  return 0;
}

}  // namespace

Said do_export(const ControlContext& context, const nlohmann::json& args) {
  const auto kind = server::export_kind(args.at("kind").get<std::string>());
  const auto format = server::export_format(args.at("format").get<std::string>());
  const auto name = args.value("id", std::string());
  if (!kind || !format) throw Refused("What is exported is directive, poll, event or feedback, as csv or xlsx.", 2);
  const auto file = context.database.read([&](storage::Session& session) {
    server::ExportRequest request{*kind, *format, 0, 0, language::day_of(context.clock())};
    request.scope = root(session, request.today);
    request.id = find_exported(session, request, name);
    return server::export_report(session, request);
  });
  if (!file) throw Refused("There is no " + args.at("kind").get<std::string>() + " " + name + ".");
  return {*file, 0, true};
}

namespace {

std::string read_text(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  if (!stream || std::filesystem::is_directory(file) || !(text << stream.rdbuf())) throw Refused("The file " + file + " cannot be read.");
  return text.str();
}

int write_export(const PlaceOptions& place, const nlohmann::json& request, const std::string& file) {
  if (file.empty()) return carry_out_and_print(place, request);
  const auto answer = carry_out(place, request);
  if (answer.contains("error")) throw Refused(answer["error"].get<std::string>(), answer.value("status", 1));
  std::ofstream out(file, std::ios::binary);
  if (!(out << output_of(answer)).flush()) throw Refused("The file " + file + " cannot be written.");
  return 0;
}

void add_directive_commands(CLI::App& app, int& status) {
  struct Options { PlaceOptions place; std::string file, number, date, abstract, action, deadline, urgency, attach; std::int64_t unit = 0; };
  auto options = std::make_shared<Options>();
  auto* directive = app.add_subcommand("directive", "Directives (văn bản chỉ đạo)")->require_subcommand(1);

  auto* add = directive->add_subcommand("add", "Adds a directive from a text file; nothing is sent before an officer confirms it in the chat");
  add->add_option("file", options->file, "The text, UTF-8")->required();
  add->add_option("--number", options->number, "324/KH-LĐLĐ")->required();
  add->add_option("--date", options->date, "Day of issue, YYYY-MM-DD")->required();
  add->add_option("--abstract", options->abstract, "What it is about (trích yếu)")->required();
  add->add_option("--action", options->action, "What the reader is to do, one sentence");
  add->add_option("--deadline", options->deadline, "YYYY-MM-DD");
  add->add_option("--urgency", options->urgency, "khẩn, thượng khẩn, hỏa tốc");
  add->add_option("--unit", options->unit, "The organ that issued it (the whole organisation's)");
  add->add_option("--attach", options->attach, "A file that goes out with it: PDF, DOC, DOCX, JPG or PNG, at most 5 MiB")->check(CLI::ExistingFile);
  add_place(*add, options->place);
  add->callback([options, &status] {
    const auto& o = *options;
    const auto attach = o.attach.empty() ? std::string() : std::filesystem::absolute(o.attach).string();
    status = carry_out_and_print(o.place, {{"command", "directive add"}, {"number", o.number}, {"date", o.date}, {"abstract", o.abstract},
                                           {"body", read_text(o.file)}, {"action", o.action}, {"deadline", o.deadline},
                                           {"urgency", o.urgency}, {"unit", o.unit}, {"attach", attach}});
  });

  auto* list = directive->add_subcommand("list", "Lists the directives, newest first: id, number, day, state, abstract");
  add_place(*list, options->place);
  list->callback([options, &status] { status = carry_out_and_print(options->place, {{"command", "directive list"}}); });
}

void add_export(CLI::App& app, int& status) {
  struct Options { PlaceOptions place; std::string kind, id, format = "csv", file, as_of; std::int64_t unit = 0; };
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("export", "Writes figures or the roll as CSV or XLSX");
  command->add_option("what", options->kind, "directive, poll, event or feedback; units, people or roles, as import takes them")
      ->required()->check(CLI::IsMember({"directive", "poll", "event", "feedback", "units", "people", "roles"}));
  command->add_option("id", options->id, "Id, a document's number (324/KH-LĐLĐ) or a poll's (BC5); none for feedback");
  command->add_option("--format", options->format, "csv or xlsx")->check(CLI::IsMember({"csv", "xlsx"}));
  command->add_option("-o,--output", options->file, "File to write (standard output)");
  command->add_option("--unit", options->unit, "Of the roll: this unit and what is below it (everything)");
  command->add_option("--as-of", options->as_of, "Of the roll: as of this day, YYYY-MM-DD (today)");
  add_place(*command, options->place);
  command->callback([options, &status] {
    const bool roll = options->kind == "units" || options->kind == "people" || options->kind == "roles";
    if (roll && !options->id.empty()) throw Refused("The roll is exported as a whole: leave out '" + options->id + "'.", 2);
    if (roll) return void(status = export_roll(options->place, options->kind, options->format, options->file, options->unit, options->as_of));
    if (!options->id.empty() && options->kind == "feedback") throw Refused("Feedback is exported as a whole: leave out '" + options->id + "'.", 2);
    if (options->id.empty() && options->kind != "feedback") throw Refused("Say which " + options->kind + " is to be exported.", 2);
    const nlohmann::json request = {{"command", "export"}, {"kind", options->kind}, {"id", options->id}, {"format", options->format}};
    status = write_export(options->place, request, options->file);
  });
}

}  // namespace

void add_directive(CLI::App& app, int& status) {
  add_directive_commands(app, status);
  add_export(app, status);
}

}  // namespace app
