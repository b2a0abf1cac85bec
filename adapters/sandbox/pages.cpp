#include "adapters/sandbox/pages.hpp"

#include <nlohmann/json.hpp>

#include "adapters/sandbox/form.hpp"
#include "adapters/sandbox/page_template.hpp"
#include "adapters/sandbox/persons.hpp"
#include "adapters/sandbox/signing.hpp"
#include "adapters/sandbox/views.hpp"
#include "adapters/sandbox/wire.hpp"

namespace adapters::sandbox {
namespace {

using http::Request;
using http::Response;

constexpr std::string_view chat_prefix = "/chat/", files_prefix = "/files/", media_prefix = "/media/";
constexpr std::size_t text_limit = 2'000;                       // characters a person can write at once

Response html(std::string body) {
  return {200,
          "text/html; charset=utf-8",
          std::move(body),
          {{"Cache-Control", "no-store"},
           {"Content-Security-Policy",
            "default-src 'self'; img-src 'self' http: https:; frame-ancestors 'none'; form-action 'self'; base-uri 'none'"},
           {"X-Content-Type-Options", "nosniff"},
           {"Referrer-Policy", "no-referrer"}}};
}

Response file(const Request& request) {
  const auto found = page_file(std::string_view(request.path).substr(files_prefix.size()));
  if (!found) return http::error_response(404, "no such file");
  return {200, std::string(found->content_type), std::string(found->body), {{"Cache-Control", "max-age=300"}}};
}

// A picture shows in the page, anything else is offered for saving; none can run as a page of this origin.
Response media(const Stage& stage, const Request& request) {
  const StoredFile* file = stage.media.find(std::string_view(request.path).substr(media_prefix.size()));
  if (!file || file->bytes.empty()) return http::error_response(404, "no such file");
  const bool picture = file->type.rfind("image/", 0) == 0;
  return {200,
          picture ? file->type : "application/octet-stream",
          file->bytes,
          {{"Content-Disposition", picture ? "inline" : "attachment; filename*=UTF-8''" + url_encode(file->name)},
           {"Content-Security-Policy", "sandbox"},
           {"X-Content-Type-Options", "nosniff"}}};
}

Response chat_page(Stage& stage, const Place& place, const Request& request) {
  if (query(request, "seen") != "0") open(stage, *place.chat, *place.person);
  const std::string chats = render_page("chats", chats_view(stage, place)),
                    thread = render_page("thread", thread_view(stage, place));
  if (query(request, "part") == "1") return html("<nav id=\"chats\">" + chats + "</nav>" + thread);
  nlohmann::json view = chat_view(stage, place, query(request, "reply"));
  view["chats"] = chats;
  view["thread"] = thread;
  return html(render_page("chat", view));
}

// What the person did: wrote, tapped a button, filled in the form, or began the chat.
void act(Stage& stage, const Place& place, const std::map<std::string, std::string>& fields) {
  const auto field = [&](const char* name) { return fields.count(name) ? fields.at(name) : std::string(); };
  const std::string text = field("text"), payload = field("payload"), title = field("begin"), phone = field("contact_phone");
  if (!title.empty() && place.chat->direct()) begin(stage, *place.chat, title, field("ref"));
  else if (!phone.empty() && place.chat->direct() && place.chat->on == Platform::zalo)
    submit_contact(stage, *place.chat, field("contact_name"), phone);
  else if (!payload.empty()) tap(stage, *place.chat, *place.person, payload, "");
  else if (text.find_first_not_of(" \t\r\n") != std::string::npos)
    write(stage, *place.chat, *place.person, text, field("reply_to"));
}

Response chat_post(Stage& stage, const Place& place, const Request& request) {
  if (http::find_header(request.headers, "Sec-Fetch-Site") == "cross-site")
    return http::error_response(403, "only from this page");
  const auto fields = read_form(request.body);
  if (fields.count("text") && characters(fields.at("text")) > text_limit)
    return http::error_response(413, "the message is too long");
  act(stage, place, fields);
  if (http::find_header(request.headers, "X-Requested-With") == "fetch") return {204, "", "", {}};
  return {303, "text/plain", "", {{"Location", chat_path(*place.chat, *place.person) + "#end"}}};
}

}  // namespace

std::optional<Place> find_place(Stage& stage, const std::string& path) {
  if (path.rfind(chat_prefix, 0) != 0) return std::nullopt;
  const std::string rest = path.substr(chat_prefix.size());
  const auto first = rest.find('/');
  if (first == std::string::npos) return std::nullopt;
  const auto second = rest.find('/', first + 1);
  const auto on = platform(rest.substr(0, first));
  const Person* person =
      stage.chats.person(rest.substr(first + 1, second == std::string::npos ? second : second - first - 1));
  if (!on || !person) return std::nullopt;
  const std::string group = second == std::string::npos ? "" : rest.substr(second + 1);
  for (Chat* chat : stage.chats.chats_of(*on, *person)) {
    if (group.empty() ? chat->direct() : chat->id == group) return Place{chat, person};
  }
  return std::nullopt;
}

std::optional<Response> page_answer(Stage& stage, const Request& request) {
  const bool get = request.method == "GET" || request.method == "HEAD";
  if (request.path == "/" && get)
    return html(render_page("start", start_view(stage, query(request, "q"), query(request, "unit"))));
  if (request.path.rfind(files_prefix, 0) == 0 && get) return file(request);
  if (request.path.rfind(media_prefix, 0) == 0 && get) return media(stage, request);
  const auto place = find_place(stage, request.path);
  if (!place) return std::nullopt;
  if (get) return chat_page(stage, *place, request);
  if (request.method == "POST") return chat_post(stage, *place, request);
  return http::error_response(405, "GET and POST only");
}

}  // namespace adapters::sandbox
