#include "storage/instead.hpp"

namespace storage {

bool group_instead_allowed(Session& session, std::int64_t campaign) {
  return session.number("SELECT COUNT(*) FROM campaign WHERE id = ?1 AND group_instead = 1 AND state <> 'recalled'", {campaign}) > 0;
}

std::vector<Group> member_groups(Session& session, std::int64_t person) {
  return session.all("SELECT c.id, c.unit_id, c.channel, c.account, c.external_id, c.purpose, c.introduced_at FROM chat_group c "
                     "JOIN group_member g ON g.group_id = c.id AND g.to_at IS NULL WHERE g.person_id = ?1 AND c.closed_at IS NULL "
                     "AND c.unit_id IS NOT NULL AND c.purpose IN ('whole', 'to') ORDER BY c.id", {person},
                     [](const Row& r) { return Group{r.integer(0), r.integer(1), r.string(2), r.string(3), r.string(4), r.string(5), !r.null(6)}; });
}

std::optional<Delivery> delivery_to_group(Session& session, std::int64_t campaign, std::int64_t group) {
  return session.one("SELECT id, campaign_id, group_id, person_id, state FROM delivery WHERE campaign_id = ?1 AND group_id = ?2 ORDER BY id DESC", {campaign, group},
                     [](const Row& r) { return Delivery{r.integer(0), r.integer(1), r.maybe_integer(2), r.maybe_integer(3), r.string(4)}; });
}

std::optional<std::int64_t> roster_unit(Session& session, std::int64_t campaign, std::int64_t person) {
  return session.one("SELECT unit_id FROM campaign_person WHERE campaign_id = ?1 AND person_id = ?2", {campaign, person}, [](const Row& r) { return r.integer(0); });
}

std::vector<std::string> held_in_group(Session& session, std::int64_t campaign, const Group& group, std::int64_t person) {
  return session.all("SELECT i.external_id FROM delivery d JOIN group_member g ON g.person_id = d.person_id AND g.group_id = ?2 AND g.to_at IS NULL "
                     "JOIN identity i ON i.person_id = d.person_id AND i.channel = ?3 AND i.account = ?4 "
                     "WHERE d.campaign_id = ?1 AND (d.state = 'held' OR d.person_id = ?5) ORDER BY i.id", {campaign, group.id, group.channel, group.account, person},
                     [](const Row& r) { return r.string(0); });
}

bool still_gathers(Session& session, const std::string& coalesce_key) {
  return session.number("SELECT COUNT(*) FROM outbox WHERE coalesce_key = ?1 AND state = 'queued'", {coalesce_key}) > 0;
}

void set_unreachable(Session& session, std::int64_t identity, std::int64_t at) {
  session.run("UPDATE identity SET unreachable_at = ?2 WHERE id = ?1 AND COALESCE(last_interaction, 0) <= ?2", {identity, at});
}

std::vector<std::int64_t> forget_identity(Session& session, std::int64_t identity, const std::string& conversation, std::int64_t now) {
  session.run("UPDATE group_member SET to_at = ?2 WHERE to_at IS NULL AND person_id = (SELECT person_id FROM identity WHERE id = ?1) AND group_id IN "
              "(SELECT c.id FROM chat_group c JOIN identity i ON i.channel = c.channel AND i.account = c.account WHERE i.id = ?1)", {identity, now});
  session.run("DELETE FROM pending_question WHERE identity_id = ?1", {identity});
  // What was given under a consent of this account goes with it; that there was one stays.
  session.run("UPDATE person SET phone = NULL WHERE id IN (SELECT person_id FROM consent WHERE identity_id = ?1 AND withdrawn_at IS NULL AND gave LIKE '%phone%')", {identity});
  session.run("UPDATE person SET birth_day = NULL WHERE id IN (SELECT person_id FROM consent WHERE identity_id = ?1 AND withdrawn_at IS NULL AND gave LIKE '%birth_day%')", {identity});
  session.run("DELETE FROM former_key WHERE kind = 'phone' AND person_id = (SELECT person_id FROM identity WHERE id = ?1)", {identity});
  session.run("UPDATE consent SET identity_id = NULL, withdrawn_at = COALESCE(withdrawn_at, ?2) WHERE identity_id = ?1", {identity, now});
  session.run("DELETE FROM code_try WHERE identity_id = ?1", {identity});
  session.run("UPDATE arrival SET identity_id = NULL, name = '', team = '', phone = NULL, birth_day = NULL, candidates = '' WHERE identity_id = ?1", {identity});
  auto deliveries = session.all("SELECT delivery_id FROM outbox WHERE conversation = ?1 AND state IN ('queued', 'held', 'covered') AND delivery_id IS NOT NULL ORDER BY id",
                                      {conversation}, [](const Row& r) { return r.integer(0); });
  session.run("DELETE FROM outbox WHERE conversation = ?1 AND state IN ('queued', 'held', 'covered', 'rejected', 'dead', 'unsure')", {conversation});
  session.run("DELETE FROM identity WHERE id = ?1", {identity});
  return deliveries;
}

bool answer_comment_once(Session& session, const std::string& channel, const std::string& comment, std::int64_t now) {
  return session.run("INSERT INTO comment_answer(channel, comment_id, at) VALUES (?1, ?2, ?3) ON CONFLICT (channel, comment_id) DO NOTHING", {channel, comment, now}) > 0;
}

}  // namespace storage
