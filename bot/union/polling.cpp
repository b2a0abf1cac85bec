// Quick polls (bình chọn nhanh): opened by a chair, answered with a number or a tap, counted as they come.
#include <algorithm>
#include <set>

#include "bot/language/text.hpp"
#include "bot/union/confirming.hpp"
#include "bot/union/operations.hpp"
#include "bot/union/scene.hpp"
#include "storage/polls.hpp"
#include "storage/questions.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

constexpr std::int64_t late_arrival_ms = 10 * 60 * 1000;  // an answer given before closing counts if it arrives so soon after
constexpr std::size_t max_options = 10, longest_question = 300, longest_option = 80;  // lengths in code points: one phone screen

Fields option_fields(const std::vector<storage::PollOption>& options) {
  Fields list = Fields::array();
  for (const auto& option : options) list.push_back({{"n", option.n}, {"text", option.text}});
  return list;
}

std::vector<Choice> option_buttons(const storage::Poll& poll, const std::vector<storage::PollOption>& options) {
  std::vector<Choice> buttons;
  for (const auto& option : options)
    buttons.push_back({std::to_string(option.n) + ". " + option.text, "#1 vote " + std::to_string(poll.number) + " " + std::to_string(option.n)});
  return buttons;
}

std::vector<std::string> options_arg(const nlohmann::json& args) {
  std::vector<std::string> options;
  for (const auto& option : args.value("options", nlohmann::json::array()))
    if (option.is_string() && !language::trim(option.get<std::string>()).empty()) options.push_back(language::trim(option.get<std::string>()));
  return options;
}

// Why this poll cannot be opened, as the name of a text; nothing if it can.
std::optional<std::string> objection(const nlohmann::json& args, const std::vector<std::string>& options) {
  if (args.value("anonymous", false)) return "poll_anonymous";
  if (!args.value("warn", "").empty()) return "poll_election";
  if (args.value("question", "").empty() || options.size() < 2 || options.size() > max_options) return "poll_shape";
  const bool long_option = std::any_of(options.begin(), options.end(), [](const std::string& option) { return language::length(option) > longest_option; });
  if (long_option || language::length(args.value("question", "")) > longest_question) return "poll_long";
  return std::nullopt;
}

}  // namespace

void on_poll_create(Scene& scene, const nlohmann::json& args) {
  const auto unit = own_unit(scene, Act::lead);
  if (unit == 0) return refuse(scene, Act::lead);
  const auto options = options_arg(args);
  if (const auto text = objection(args, options)) return scene.reply(*text);
  const auto closes_at = language::moment_of(args.value("closes_at", ""));
  if (closes_at && *closes_at <= scene.now) return scene.reply("poll_past", {{"when", language::say_moment(*closes_at)}});
  for (const auto& open : storage::polls_of(scene.session, {unit}, 20))  // said twice: it is open already
    if (open.state == "open" && open.question == args.value("question", "")) return scene.reply("poll_already", {{"number", open.number}});
  const auto poll = storage::open_poll(scene.session,
      {unit, args.value("question", ""), options, args.value("multiple", false), scene.me.person, scene.now, closes_at, scene.today},
      unit_ids(scene.session, unit, scene.today));
  note(scene, "poll_open", "poll:" + std::to_string(poll.id), nlohmann::json::object(), unit);
  scene.turn.questions_changed = true;
  const auto listed = storage::poll_options(scene.session, poll.id);
  const auto closes = closes_at ? language::say_moment(*closes_at) : "";
  const auto told = tell_members(scene, unit, "poll_open",
                                 {{"number", poll.number}, {"question", poll.question}, {"options", option_fields(listed)}, {"multiple", poll.multiple}, {"closes", closes}},
                                 option_buttons(poll, listed));
  Fields fields{{"number", poll.number}, {"roster", poll.roster}, {"groups", told.groups}, {"closes", closes}};
  if (told.direct > 0) fields["direct"] = told.direct;
  if (!scene.group) scene.reply("poll_opened", fields);
}

namespace {

// The poll the line means: by number, else the only open one for this person (in a group: of that group's unit or one above).
// Asks or says so itself when there is none or several.
std::optional<storage::Poll> meant_poll(Scene& scene, const nlohmann::json& args) {
  if (const auto number = args.find("poll"); number != args.end() && number->is_number_integer()) {
    auto poll = storage::poll_by_number(scene.session, number->get<std::int64_t>());
    if (!poll && !scene.group) scene.reply("poll_unknown", {{"number", *number}});
    return poll;
  }
  auto open = storage::open_polls_of(scene.session, scene.me.person);
  if (scene.group) {
    const auto above = storage::lineage(scene.session, scene.group->unit, scene.today);
    std::erase_if(open, [&](const storage::Poll& p) { return std::find(above.begin(), above.end(), p.unit) == above.end(); });
  }
  if (open.size() == 1) return open.front();
  if (open.empty()) {
    if (!scene.group) scene.reply("poll_unknown");
    return std::nullopt;
  }
  Fields polls = Fields::array();
  for (const auto& p : open) polls.push_back({{"number", p.number}, {"question", p.question}});
  scene.group ? scene.count_in_group("which", "poll_which", {{"polls", polls}}) : scene.reply("poll_which", {{"polls", polls}});
  return std::nullopt;
}

// When it closed or closes. A unit that a decision ends has its last moment at midnight, even if the decision is put in effect a little later.
std::optional<std::int64_t> closing(const Scene& scene, const storage::Poll& poll) {
  if (poll.closed_at) return poll.closed_at;
  const auto ends = ends_by(scene.session, poll.unit, poll.opened_at, scene.now);
  return ends && (!poll.closes_at || *ends <= *poll.closes_at) ? std::optional(*ends - 1) : poll.closes_at;
}

// Closed for the answer of this turn?
bool too_late(const Scene& scene, const storage::Poll& poll) {
  const auto closed = closing(scene, poll);
  return closed && (scene.in.at >= *closed || scene.received_at() > *closed + late_arrival_ms);
}

// The option that says yes or no itself: "Có", "Không", "Đồng ý". Nothing if none or several do.
std::optional<std::int64_t> option_saying(language::Says says, const std::vector<storage::PollOption>& options) {
  std::vector<std::int64_t> found;
  for (const auto& option : options)
    if (language::says(option.text) == says) found.push_back(option.n);
  return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
}

// Option numbers for what was said: numbers as they stand; a yes or a no only where an option says so.
std::optional<std::vector<std::int64_t>> chosen(const nlohmann::json& args, const storage::Poll& poll, const std::vector<storage::PollOption>& options) {
  std::set<std::int64_t> numbers;
  for (const auto& choice : args.value("choices", nlohmann::json::array())) {
    std::optional<std::int64_t> number;
    if (choice.is_number_integer()) number = choice.get<std::int64_t>();
    else if (choice == "yes") number = option_saying(language::Says::yes, options);
    else if (choice == "no") number = option_saying(language::Says::no, options);
    if (!number) return std::nullopt;
    numbers.insert(*number);
  }
  const bool known = std::all_of(numbers.begin(), numbers.end(), [&](std::int64_t n) { return n >= 1 && n <= static_cast<std::int64_t>(options.size()); });
  if (numbers.empty() || !known || (numbers.size() > 1 && !poll.multiple)) return std::nullopt;
  return std::vector<std::int64_t>(numbers.begin(), numbers.end());
}

std::string said(const std::vector<std::int64_t>& numbers, const std::vector<storage::PollOption>& options) {
  std::string text;
  for (const auto n : numbers) text += (text.empty() ? "" : ", ") + std::to_string(n) + " (" + options[static_cast<std::size_t>(n - 1)].text + ")";
  return text;
}

void count_votes_in_group(Scene& scene, const storage::Poll& poll) {
  const auto share = storage::voted_in_group(scene.session, poll.id, scene.group->id);
  scene.count_in_group("vote" + std::to_string(poll.id), "vote_group",
                       {{"number", poll.number}, {"part", share.part}, {"whole", share.whole}, {"percent", language::percent(share.part, share.whole)}});
}

}  // namespace

void on_poll_vote(Scene& scene, const nlohmann::json& args) {
  const auto poll = meant_poll(scene, args);
  if (!poll) return;
  if (args.value("needs", "") == "one_open_yes_no_poll_and_reply_to_it" && scene.in.reply_to.empty()) return;  // a thumb to somebody else
  if (!storage::on_poll_roster(scene.session, poll->id, scene.me.person))
    return scene.group ? void() : scene.reply("poll_unknown", {{"number", poll->number}});
  if (too_late(scene, *poll))
    return scene.group ? void() : scene.reply("poll_closed", {{"number", poll->number}, {"when", language::say_moment(closing(scene, *poll).value_or(scene.now))}});
  const auto options = storage::poll_options(scene.session, poll->id);
  const auto numbers = chosen(args, *poll, options);
  if (!numbers) {
    if (scene.group) return;
    const bool several = args.value("choices", nlohmann::json::array()).size() > 1 && !poll->multiple;
    return scene.reply("poll_bad_choice", {{"number", poll->number}, {"options", option_fields(options)}, {"single", several}});
  }
  const auto result = storage::vote(scene.session, poll->id, scene.me.person, *numbers, scene.in.at, scene.now);
  if (result == storage::VoteResult::overtaken) return;  // a late retry of an older answer: the newer one was confirmed already
  if (scene.group) return count_votes_in_group(scene, *poll);
  scene.reply("vote_done", {{"number", poll->number}, {"chosen", said(*numbers, options)}, {"changed", result == storage::VoteResult::changed}});
}

void on_poll_unvote(Scene& scene, const nlohmann::json& args) {
  const auto poll = meant_poll(scene, args);
  if (!poll || too_late(scene, *poll)) return;
  const auto result = storage::vote(scene.session, poll->id, scene.me.person, {}, scene.in.at, scene.now);
  if (result == storage::VoteResult::overtaken || result == storage::VoteResult::not_on_roster) return;
  scene.group ? count_votes_in_group(scene, *poll) : scene.reply("vote_withdrawn", {{"number", poll->number}});
}

namespace {

Fields result_fields(storage::Session& session, const storage::Poll& poll) {
  Fields options = Fields::array();
  for (const auto& option : storage::poll_options(session, poll.id)) options.push_back({{"n", option.n}, {"text", option.text}, {"votes", option.votes}});
  return {{"number", poll.number}, {"question", poll.question}, {"options", options}, {"voted", poll.voted}, {"roster", poll.roster},
          {"percent", language::percent(poll.voted, poll.roster)}, {"closed", poll.state == "closed"},
          {"closes", poll.state == "open" && poll.closes_at ? language::say_moment(*poll.closes_at) : ""}};
}

// Who may see the figures: those asked, and who may act for the unit.
bool may_see(Scene& scene, const storage::Poll& poll) {
  return storage::on_poll_roster(scene.session, poll.id, scene.me.person) || may(scene, Act::see_figures, poll.unit);
}

}  // namespace

void on_poll_view(Scene& scene, const nlohmann::json& args) {
  const auto poll = meant_poll(scene, args);
  if (!poll) return;
  if (!may_see(scene, *poll)) return scene.reply("poll_unknown", {{"number", poll->number}});
  scene.reply("poll_result", result_fields(scene.session, *poll));
}

void close_and_tell(storage::Session& session, const templates::Catalog& catalog, std::int64_t id, std::int64_t now, Turn& turn) {
  const auto closes_at = storage::poll(session, id)->closes_at;
  storage::close_poll(session, id, closes_at ? std::min(*closes_at, now) : now);  // after an outage it still closed when it was to
  turn.questions_changed = true;
  const auto poll = *storage::poll(session, id);
  const auto text = catalog.render("chat/vi/poll_result", result_fields(session, poll));
  for (const auto& group : groups_for(session, poll.unit, language::day_of(now)))
    turn.out.push_back({address_of(group), text, {}, Priority::bulk, 0, "", std::nullopt});
  if (const auto accounts = storage::accounts(session, poll.opened_by); !accounts.empty())
    turn.out.push_back({{accounts.front().channel, accounts.front().account, false, accounts.front().external_id}, text, {}, Priority::bulk, 0, "", std::nullopt});
}

namespace {

// By number, else the newest open one of the speaker's unit.
std::optional<storage::Poll> poll_to_close(Scene& scene, const nlohmann::json& args) {
  if (const auto number = args.find("poll"); number != args.end() && number->is_number_integer())
    return storage::poll_by_number(scene.session, number->get<std::int64_t>());
  const auto own = own_unit(scene, Act::lead);
  if (own == 0) return std::nullopt;
  for (auto& poll : storage::polls_of(scene.session, unit_ids(scene.session, own, scene.today), 20))
    if (poll.state == "open") return poll;
  return std::nullopt;
}

}  // namespace

void on_poll_close(Scene& scene, const nlohmann::json& args) {
  const auto poll = poll_to_close(scene, args);
  if (!poll) return scene.reply("poll_unknown");
  if (!may(scene, Act::lead, poll->unit)) return refuse(scene, Act::lead, poll->unit);
  if (poll->state == "closed") return scene.reply("poll_result", result_fields(scene.session, *poll));
  propose(scene, "poll_close", {{"poll", poll->id}}, "poll_close_preview",
          {{"number", poll->number}, {"question", poll->question}, {"voted", poll->voted}, {"roster", poll->roster}, {"closes", poll->closes_at ? language::say_moment(*poll->closes_at) : ""}});
}

void do_poll_close(Scene& scene, const nlohmann::json& data) {
  const auto poll = storage::poll(scene.session, data.at("poll"));
  if (!may(scene, Act::lead, poll->unit)) return refuse(scene, Act::lead, poll->unit);
  if (poll->state == "closed") return scene.reply("poll_result", result_fields(scene.session, *poll));
  note(scene, "poll_close", "poll:" + std::to_string(poll->id), nlohmann::json::object(), poll->unit);
  close_and_tell(scene.session, scene.catalog, poll->id, scene.now, scene.turn);
}

}  // namespace trade_union
