// A new directive comes in: checked against what an official document must be, then kept.
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "bot/language/text.hpp"
#include "bot/union/reports.hpp"
#include "storage/directives.hpp"
#include "storage/questions.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

constexpr std::size_t longest_abstract = 500;  // it goes into every announcement
constexpr std::size_t longest_body = 500'000;  // code points; the longest real ones have some tens of thousands

// A secret document (mật, tối mật, tuyệt mật) must not go through a messenger (law on the protection of state secrets).
bool is_secret(const NewDirective& d) {
  static constexpr std::array marks{"mat", "toi mat", "tuyet mat"};
  const auto urgency = language::fold(d.urgency);
  const auto opening = " " + language::fold(d.body.substr(0, 400)) + " ";
  for (const auto* mark : marks)
    if (urgency == mark || opening.find(std::string("do mat: ") + mark) != std::string::npos) return true;
  return opening.find(" toi mat ") != std::string::npos || opening.find(" tuyet mat ") != std::string::npos;
}

// The first thing wrong with it, as a field of the template chat/vi/refusal; "" if it can be kept.
std::string objection(storage::Session& session, const NewDirective& d, const std::string& today) {
  if (!language::doc_number(d.doc)) return "bad_number";
  if (!language::valid_day(d.issued_on)) return "bad_date";
  if (d.deadline && !language::valid_day(*d.deadline)) return "bad_deadline";
  if (language::trim(d.abstract).empty() || language::trim(d.body).empty()) return "empty";
  if (d.body.find('\0') != std::string::npos || d.abstract.find('\0') != std::string::npos) return "broken";
  if (language::length(d.body) > longest_body) return "long";
  if (language::length(d.abstract) > longest_abstract || language::length(d.action) > longest_abstract) return "long_abstract";
  if (d.deadline && *d.deadline < d.issued_on) return "early_deadline";
  if (is_secret(d)) return "secret";
  if (!storage::unit(session, d.unit_id, today)) return "no_unit";
  return "";
}

std::string without_zeros(std::string number) {
  number.erase(0, std::min(number.find_first_not_of('0'), number.size()));
  return number;
}

}  // namespace

Added add_directive(storage::Session& session, const NewDirective& d, const std::string& actor, std::int64_t now) {
  if (const auto wrong = objection(session, d, language::day_of(now)); !wrong.empty()) return {std::nullopt, wrong};
  const auto number = *language::doc_number(d.doc);
  const auto doc = language::nfc(language::trim(d.doc));
  const auto id = storage::add_directive(
      session, {0, doc, language::fold(doc), without_zeros(language::fold(number.number)), number.kind, number.organ, std::stoll(d.issued_on.substr(0, 4)), d.issued_on,
                language::nfc(language::trim(d.abstract)), language::nfc(language::trim(d.action)), d.deadline, language::nfc(d.urgency),
                language::nfc(language::trim(d.body)), d.unit_id, d.media}, now);
  if (id == 0) return {std::nullopt, "duplicate"};
  const char* channel = actor == "command" ? "command" : actor.starts_with("token:") ? "api" : "";
  storage::log_audit(session, {.at = now, .actor = actor, .action = "directive_add", .subject = "directive:" + std::to_string(id), .channel = channel, .unit = d.unit_id});
  return {id, ""};
}

std::string refusal_sentence(const templates::Catalog& catalog, const std::string& refusal) { return catalog.render("chat/vi/refusal", {{refusal, true}}); }

}  // namespace trade_union
