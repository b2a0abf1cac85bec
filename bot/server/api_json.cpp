#include "bot/server/api_json.hpp"

#include <array>
#include <charconv>
#include <stdexcept>

namespace server {
namespace {

using nlohmann::json;

template <class T>
json or_null(const std::optional<T>& value) { return value ? json(*value) : json(nullptr); }

std::string id(std::int64_t value) { return std::to_string(value); }

template <class T>
json list(const std::vector<T>& items) {
  json out = json::array();
  for (const auto& item : items) out.push_back(to_json(item));
  return out;
}

// Text of a field; what may be missing comes as "".
std::string text(const json& body, const char* name, bool needed) {
  const auto found = body.find(name);
  if (found == body.end() || found->is_null()) {
    if (needed) throw std::invalid_argument(std::string("the field '") + name + "' is missing");
    return {};
  }
  if (!found->is_string()) throw std::invalid_argument(std::string("the field '") + name + "' must be a text");
  return found->get<std::string>();
}

void refuse_unknown(const json& body) {
  constexpr std::array known{"doc", "issued_on", "abstract", "body", "action", "urgency", "deadline", "unit_id"};
  for (const auto& [name, value] : body.items()) {
    if (std::find(known.begin(), known.end(), name) == known.end())
      throw std::invalid_argument("the field '" + name + "' is not known");
  }
}

}  // namespace

json to_json(const trade_union::Reach& reach) {
  return {{"roster", reach.roster}, {"off_roll", reach.off_roll}, {"queued", reach.queued}, {"sent", reach.sent},
          {"held", reach.held}, {"failed", reach.failed}, {"skipped", reach.skipped}, {"delivered", reach.delivered},
          {"seen", reach.seen}, {"acknowledged", reach.acknowledged}, {"relayed", reach.relayed}};
}

json to_json(const trade_union::UnitReach& unit) {
  return {{"unit_id", id(unit.unit_id)}, {"name", unit.name}, {"short_name", unit.short_name}, {"kind", unit.kind},
          {"depth", unit.depth}, {"reach", to_json(unit.reach)}};
}

json to_json(const trade_union::DirectiveHead& head) {
  return {{"id", id(head.id)},
          {"doc", head.doc},
          {"kind", head.kind},
          {"issued_on", head.issued_on},
          {"abstract", head.abstract},
          {"urgency", head.urgency},
          {"deadline", or_null(head.deadline)},
          {"campaign_id", head.campaign_id ? json(id(*head.campaign_id)) : json(nullptr)},
          {"state", head.state},
          {"sent_at", or_null(head.sent_at)}};
}

json to_json(const trade_union::DirectiveReport& report) {
  json out = to_json(report.head);
  out["body"] = report.body;
  out["total"] = to_json(report.total);
  out["units"] = list(report.units);
  return out;
}

json to_json(const trade_union::PollReport& report) {
  json options = json::array();
  for (const auto& option : report.options)
    options.push_back({{"n", option.n}, {"text", option.text}, {"votes", option.votes}});
  return {{"id", id(report.id)},
          {"number", report.number},
          {"unit_id", id(report.unit_id)},
          {"unit", report.unit},
          {"question", report.question},
          {"state", report.state},
          {"multiple", report.multiple},
          {"opened_at", report.opened_at},
          {"closes_at", or_null(report.closes_at)},
          {"closed_at", or_null(report.closed_at)},
          {"roster", report.roster},
          {"voted", report.voted},
          {"options", std::move(options)}};
}

json to_json(const trade_union::MeetingReport& report) {
  return {{"id", id(report.id)},           {"unit_id", id(report.unit_id)}, {"unit", report.unit},
          {"title", report.title},         {"place", report.place},         {"state", report.state},
          {"starts_at", report.starts_at}, {"opened_at", report.opened_at}, {"closed_at", or_null(report.closed_at)},
          {"summoned", report.summoned},   {"present", report.present},     {"coming", report.coming},
          {"late", report.late},           {"excused", report.excused},     {"absent", report.absent},
          {"quorum", report.quorum}};
}

json to_json(const trade_union::FeedbackRow& row) {
  return {{"id", id(row.id)},         {"number", row.number}, {"unit", row.unit},   {"kind", row.kind},
          {"category", row.category}, {"text", row.text},     {"state", row.state}, {"created_at", row.created_at}};
}

trade_union::NewDirective new_directive(std::string_view text_of_body, std::int64_t unit_id) {
  const json body = json::parse(text_of_body, nullptr, false);
  if (!body.is_object()) throw std::invalid_argument("the body must be a JSON object");
  refuse_unknown(body);
  trade_union::NewDirective directive;
  directive.doc = text(body, "doc", true);
  directive.issued_on = text(body, "issued_on", true);
  directive.abstract = text(body, "abstract", true);
  directive.body = text(body, "body", true);
  directive.action = text(body, "action", false);
  directive.urgency = text(body, "urgency", false);
  const auto deadline = text(body, "deadline", false);
  if (!deadline.empty()) directive.deadline = deadline;
  const auto unit = text(body, "unit_id", false);
  const auto named = read_id(unit);
  if (!unit.empty() && !named) throw std::invalid_argument("the field 'unit_id' must be the id of a unit");
  directive.unit_id = named.value_or(unit_id);
  return directive;
}

std::optional<std::int64_t> read_id(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value <= 0) return std::nullopt;
  return value;
}

}  // namespace server
