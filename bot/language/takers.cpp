#include "bot/language/takers.hpp"

#include <map>

namespace language {

Extract extractor(std::string_view name) {
  static const std::map<std::string_view, Extract> all{
      {"poll", take::poll},         {"query_poll", take::query_poll}, {"choices", take::choices},       {"change", take::change},           {"other_text", take::other_text},
      {"poll_shape", take::poll_shape}, {"closes_at", take::closes_at}, {"format", take::format},       {"code", take::code},               {"meeting", take::meeting},
      {"attendance", take::attendance}, {"doc", take::doc},           {"doc_asked", take::doc_asked},   {"opinion", take::opinion},         {"ticket", take::ticket},
      {"category", take::category}, {"status", take::status},         {"period", take::period},         {"group", take::group},             {"reply_text", take::reply_text},
      {"to_upper", take::to_upper}, {"assignee", take::assignee},     {"due", take::due},               {"aid", take::aid},                 {"topic", take::topic},
      {"self", take::self},         {"profile", take::profile},       {"quiet", take::quiet},           {"invite", take::invite},           {"stats", take::stats},
      {"report", take::report},     {"due_report", take::due_report}, {"report_state", take::report_state}, {"rating", take::rating},       {"indicator", take::indicator},
      {"target", take::target},     {"compare", take::compare},       {"ack_rate", take::ack_rate},     {"member", take::member},           {"member_gone", take::member_gone},
      {"member_moved", take::member_moved}, {"member_seen", take::member_seen}, {"role", take::role},   {"delegate", take::delegate},       {"unit", take::unit},
      {"effective", take::effective}, {"reason", take::reason},       {"attest", take::attest},         {"missing", take::missing},         {"remind", take::remind},
      {"announce", take::announce}, {"targets", take::targets},       {"broadcast", take::broadcast},   {"unit_filter", take::unit_filter}, {"merge", take::merge},
      {"case", take::case_number},  {"decided", take::decided},           {"decision", take::decision},         {"code_for", take::code_for},
      {"relay_group", take::relay_group}, {"relay_group_text", take::relay_group_text}, {"relay_guest", take::relay_guest}, {"relay_code", take::relay_code}};
  const auto found = all.find(name);
  return found != all.end() ? found->second : nullptr;
}

}  // namespace language
