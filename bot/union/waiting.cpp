// Messages that could not go to a person at once: one short message in the place of many, or a group of theirs instead.
#include <algorithm>

#include "bot/language/text.hpp"
#include "bot/union/documents.hpp"
#include "bot/union/scene.hpp"
#include "storage/campaigns.hpp"
#include "storage/instead.hpp"
#include "storage/people.hpp"
#include "storage/polls.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

constexpr std::size_t most_listed = 5;
constexpr std::size_t most_mentions = 20;
constexpr std::int64_t gather_ms = 60'000;  // held persons of one group gather so long before it is written to, once

std::vector<std::int64_t> directives_of(storage::Session& session, const std::vector<std::int64_t>& deliveries) {
  std::vector<std::int64_t> found;
  for (const auto id : deliveries) {
    const auto delivery = id != 0 ? storage::delivery(session, id) : std::nullopt;
    const auto campaign = delivery ? storage::campaign(session, delivery->campaign) : std::nullopt;
    if (campaign && std::find(found.begin(), found.end(), campaign->directive) == found.end()) found.push_back(campaign->directive);
  }
  return found;
}

}  // namespace

Outgoing Rules::digest(storage::Session& session, const Address& to, const std::vector<std::int64_t>& deliveries, std::int64_t now) const {
  Fields docs = Fields::array(), asked = Fields::array();
  const auto directives = directives_of(session, deliveries);
  for (const auto id : directives) {
    if (docs.size() == most_listed) break;
    const auto d = *storage::directive(session, id);
    docs.push_back({{"doc", d.doc}, {"abstract", d.abstract}, {"number", shortest_name(session, d)}});
  }
  const auto identity = storage::find_identity(session, to.channel, to.account, to.id);
  if (identity && identity->person != 0)
    for (const auto& poll : storage::open_polls_of(session, identity->person))
      if (asked.size() < most_listed && (!poll.closes_at || *poll.closes_at > now)) asked.push_back({{"number", poll.number}, {"question", poll.question}});
  Fields fields{{"count", deliveries.size()}, {"docs", docs}, {"polls", asked}};
  if (directives.size() > docs.size()) fields["more"] = directives.size() - docs.size();
  return {.to = to, .text = catalog_.render("chat/vi/digest", fields)};
}

namespace {

// The group nearest to where the person is counted: the tổ before the whole union.
std::optional<storage::Group> nearest_group(storage::Session& session, std::int64_t person, std::int64_t unit, const std::string& day) {
  const auto above = storage::lineage(session, unit, day);
  std::optional<storage::Group> nearest;
  auto distance = above.end();
  for (const auto& group : storage::member_groups(session, person)) {
    const auto at = std::find(above.begin(), above.end(), group.unit);
    if (at < distance) nearest = group, distance = at;
  }
  return nearest;
}

}  // namespace

std::optional<Outgoing> Rules::instead(storage::Session& session, std::int64_t delivery_id, std::int64_t now) const {
  const auto held = storage::delivery(session, delivery_id);
  if (!held || !held->person || !storage::group_instead_allowed(session, held->campaign)) return std::nullopt;
  const auto unit = storage::roster_unit(session, held->campaign, *held->person);
  const auto group = unit ? nearest_group(session, *held->person, *unit, language::day_of(now)) : std::nullopt;
  if (!group) return std::nullopt;
  const auto to = address_of(*group);
  const auto key = "instead" + std::to_string(held->campaign) + "|" + conversation_key(to);
  const auto before = storage::delivery_to_group(session, held->campaign, group->id);
  if (before && (before->state != "queued" || !storage::still_gathers(session, key))) return std::nullopt;  // the group has had it, or is about to: not twice
  const auto delivery = before ? before->id : storage::add_delivery(session, held->campaign, group->id, std::nullopt);
  const auto campaign = *storage::campaign(session, held->campaign);
  const auto d = *storage::directive(session, campaign.directive);
  const auto text = announcement(catalog_, d, shortest_name(session, d), campaign.deadline, group->introduced ? "" : settings_.responsible, false);
  if (!group->introduced) storage::set_group_introduced(session, group->id, now);
  auto mentions = storage::held_in_group(session, campaign.id, *group, *held->person);
  if (mentions.size() > most_mentions) mentions.resize(most_mentions);
  return Outgoing{.to = to, .text = text, .choices = announcement_choices(catalog_, d.id), .priority = Priority::bulk, .due_at = now + gather_ms,
                  .coalesce_key = key, .delivery_id = delivery, .mentions = mentions};
}

}  // namespace trade_union
