// Webhook bodies of a Facebook app → events. One body holds entries of several Pages, an entry several items:
//   {"object":"page","entry":[{"id":"<page>","time":1790000000123,
//    "messaging":[…],"standby":[…],"changes":[{"field":…,"value":…}]}]}
#include <algorithm>
#include <array>

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

struct Lists { const Json* messaging; const Json* standby; const Json* changes; };
Lists lists_of(const Json& entry) { return {&at(entry, "messaging"), &at(entry, "standby"), &at(entry, "changes")}; }

bool says_something(const Json& item) {
  const auto is_there = [&item](std::string_view key) { return !at(item, key).is_null(); };
  constexpr auto keys = std::to_array<std::string_view>({"sender", "recipient", "timestamp", "message", "postback", "message_edit", "reaction",
                                                         "delivery", "read", "referral", "optin", "field", "value"});
  return std::any_of(keys.begin(), keys.end(), is_there);
}

// How many items of an envelope say something: so much room its events need, without growing.
std::size_t items_of(const Json& envelope) {
  const Json& entries = at(envelope, "entry");
  std::size_t count = 0;
  if (!entries.is_array()) return count;
  for (const auto& entry : entries) {
    const Lists found = lists_of(entry);
    for (const Json* list : {found.messaging, found.standby, found.changes})
      if (list->is_array()) count += static_cast<std::size_t>(std::count_if(list->begin(), list->end(), says_something));
  }
  return count;
}

class Walk {
 public:
  explicit Walk(const FacebookSettings& settings) : settings_(settings) {}

  std::vector<Event> run(const Json& body) {
    if (body.is_object()) envelope(body);
    else several(body);
    if (events_.empty()) events_.push_back(ignored("empty", first_.value_or(Place{settings_, {}, {}}), body));
    return std::move(events_);
  }

 private:
  void several(const Json& bodies) {
    const auto foreign = [](const Json& one) { return !at(one, "object").is_null() && at(one, "object") != "page"; };
    events_.reserve(static_cast<std::size_t>(std::count_if(bodies.begin(), bodies.end(), foreign)));
    for (const auto& body : bodies)
      if (body.is_object()) envelope(body);
  }

  void envelope(const Json& body) {
    const Json& object = at(body, "object");
    const auto wanted = events_.size() + items_of(body);
    if (wanted > 2 * events_.capacity()) events_.reserve(wanted);
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

  // In the order of the body; of equal keys only the last counts. All items of an entry that say nothing are one event together:
  // a body of a megabyte could hold hundreds of thousands.
  void lists(const Place& place, const Json& item) {
    const Lists found = lists_of(item);
    bool said_nothing = false;
    for (const auto& list : item) {
      if (&list != found.messaging && &list != found.standby && &list != found.changes) continue;
      if (!list.is_array()) continue;
      for (const auto& one : list) {
        if (!one.is_object() || (said_nothing && !says_something(one))) continue;
        said_nothing = said_nothing || !says_something(one);
        events_.push_back(&list == found.changes ? change_event(place, one) : messaging_event(place, one, &list == found.standby));
      }
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
