#include "storage/directives.hpp"

namespace storage {

namespace {
#define DIRECTIVE_COLUMNS "id, doc, folded_doc, number, kind, organ, year, issued_on, abstract, action, deadline, urgency, unit_id, COALESCE(media_id, 0)"
Directive read_head(const Row& r) {
  Directive d{r.integer(0), r.string(1), r.string(2), r.string(3), r.string(4), r.string(5), r.integer(6), r.string(7),
              r.string(8), r.string(9), r.maybe_string(10), r.string(11), "", r.integer(12), r.integer(13)};
  return d;
}
}  // namespace

std::int64_t add_directive(Session& session, const Directive& d, std::int64_t now) {
  return session.number(
      "INSERT INTO directive(doc, folded_doc, number, kind, organ, year, issued_on, abstract, action, deadline, urgency, body, unit_id, created_at, media_id) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, NULLIF(CAST(?15 AS BIGINT), 0)) ON CONFLICT (unit_id, organ, kind, number, year) DO NOTHING RETURNING id",
      {d.doc, d.folded_doc, d.number, d.kind, d.organ, d.year, d.issued_on, d.abstract, d.action, d.deadline, d.urgency, d.body, d.unit_id, now, d.media});
}

std::optional<Directive> directive(Session& session, std::int64_t id) {
  return session.one("SELECT " DIRECTIVE_COLUMNS ", body FROM directive WHERE id = ?1", {id}, [](const Row& r) {
    Directive d = read_head(r);
    d.body = r.string(14);
    return d;
  });
}

std::vector<Directive> directives_by_doc(Session& session, const std::string& folded_doc) {
  return session.all("SELECT " DIRECTIVE_COLUMNS " FROM directive WHERE folded_doc = ?1 ORDER BY issued_on DESC, id DESC", {folded_doc}, read_head);
}

std::vector<Directive> directives_by_number(Session& session, const std::string& number, const std::string& kind) {
  return session.all("SELECT " DIRECTIVE_COLUMNS " FROM directive WHERE number = ?1 AND (?2 = '' OR kind = ?2) ORDER BY issued_on DESC, id DESC",
                     {number, kind}, read_head);
}

std::vector<Directive> all_directives(Session& session) {
  return session.all("SELECT " DIRECTIVE_COLUMNS " FROM directive ORDER BY issued_on DESC, id DESC", {}, read_head);
}

std::vector<std::int64_t> directives_of_person(Session& session, std::int64_t person, bool unread_only) {
  return session.all("SELECT c.directive_id, MAX(c.id) AS newest FROM campaign_person p JOIN campaign c ON c.id = p.campaign_id "
                     "WHERE p.person_id = ?1 AND c.state NOT IN ('draft', 'dropped', 'recalled') AND (CAST(?2 AS BIGINT) = 0 OR p.best_class < 3) "
                     "GROUP BY c.directive_id ORDER BY newest DESC",
                     {person, unread_only ? 1 : 0}, [](const Row& r) { return r.integer(0); });
}

}  // namespace storage
