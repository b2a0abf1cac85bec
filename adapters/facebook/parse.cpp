// Webhook bodies of a Facebook app → events. One body holds entries of several Pages, an entry several items:
//   {"object":"page","entry":[{"id":"<page>","time":1790000000123,
//    "messaging":[…],"standby":[…],"changes":[{"field":…,"value":…}]}]}
#include <algorithm>

#include "adapters/facebook/parts.hpp"

namespace adapters::facebook {
namespace {

constexpr std::string_view test_page = "0";                  // of the dashboard's Test button
constexpr std::size_t longest_page_id = 64;                  // each event of an entry repeats it

Event ignored(std::string_view reason, const Place& place, const Json& item) {
  Event event;
  event.account = place.page;
  event.at = place.time;
  ignore(event, reason);
  finish(event, place, item);
  return event;
}

class Walk {
 public:
  explicit Walk(const FacebookSettings& settings) : settings_(settings) {}

  std::vector<Event> run(const Json& body) {
    if (body.is_object()) envelope(body);
    else
      for (const auto& item : body)
        if (item.is_object()) envelope(item);
    if (events_.empty()) events_.push_back(ignored("empty", first_.value_or(Place{settings_, {}, {}}), body));
    return std::move(events_);
  }

 private:
  void envelope(const Json& body) {
    const Json& object = at(body, "object");
    if (!object.is_null() && object != "page")
      return events_.push_back(ignored("unsupported", Place{settings_, {}, {}}, body));
    const Json& entries = at(body, "entry");
    if (!entries.is_array()) return;
    for (const auto& item : entries)
      if (item.is_object()) entry(item);
  }

  void entry(const Json& item) {
    const Place place{settings_, id_of(item, "id"), time_of(item, "time")};
    if (place.page.size() > longest_page_id) return events_.push_back(ignored("unsupported", {settings_, {}, place.time}, item));
    if (!first_) first_.emplace(place);
    const auto before = events_.size();
    lists(place, item);
    if (events_.size() == before && place.page == test_page) events_.push_back(ignored("test", place, item));
  }

  // In the order of the body; of equal keys only the last counts.
  void lists(const Place& place, const Json& item) {
    const Json& messaging = at(item, "messaging");
    const Json& standby = at(item, "standby");
    const Json& changes = at(item, "changes");
    for (const auto& list : item) {
      if (&list != &messaging && &list != &standby && &list != &changes) continue;
      if (!list.is_array()) continue;
      for (const auto& one : list)
        if (one.is_object()) events_.push_back(&list == &changes ? change_event(place, one) : messaging_event(place, one, &list == &standby));
    }
  }

  const FacebookSettings& settings_;
  std::optional<Place> first_;
  std::vector<Event> events_;
};

}  // namespace

void ignore(Event& event, std::string_view reason) {
  event.type = EventType::ignored;
  event.reason = reason;
}

void finish(Event& event, const Place& place, const Json& item) {
  const auto& ours = place.settings.accounts;
  const bool named = std::find(ours.begin(), ours.end(), event.account) != ours.end();
  const bool foreign = !ours.empty() && !event.account.empty() && !named;
  const bool astray = !place.page.empty() && event.account != place.page;
  if (place.page == test_page) {
    event.id.clear();                                        // each press of the button is its own event
    ignore(event, "test");
  } else if (foreign || astray) {
    ignore(event, "other_account");
  }
  if (event.id.empty()) event.id = event_key(name(event.type), event.account, item);
}

std::vector<Event> parse(const FacebookSettings& settings, std::string_view raw) {
  return Walk(settings).run(parse_body(raw));
}

}  // namespace adapters::facebook
