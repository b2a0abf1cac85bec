// The readers: each knows the shapes of a few intents and answers nothing where the line has none of them. Pure.
#pragma once

#include <optional>

#include "bot/language/intent.hpp"
#include "bot/language/words.hpp"

namespace language {

// One line on its way through the readers, call and courtesy taken off.
struct Reading {
  Line line;
  Context context;
  bool form = false;   // in a group, not called: only a whole line of one of the forms counts
  bool slash = false;  // begins with "/": the first word is a command

  bool chair() const { return context.role >= Role::chair; }
};

using Reader = std::optional<Intent> (*)(const Reading& reading);

// votes.cpp, polls.cpp
std::optional<Intent> read_vote(const Reading& reading);
std::optional<Intent> read_unvote(const Reading& reading);
std::optional<Intent> read_poll_create(const Reading& reading);
std::optional<Intent> read_poll_close(const Reading& reading);
std::optional<Intent> read_poll_view(const Reading& reading);
// meetings.cpp, attendance.cpp
std::optional<Intent> read_checkin(const Reading& reading);
std::optional<Intent> read_event_close(const Reading& reading);
std::optional<Intent> read_quorum(const Reading& reading);
std::optional<Intent> read_attendance(const Reading& reading);
// papers.cpp, broadcast.cpp
std::optional<Intent> read_ack(const Reading& reading);
std::optional<Intent> read_find(const Reading& reading);
std::optional<Intent> read_broadcast(const Reading& reading);
std::optional<Intent> read_broadcast_status(const Reading& reading);
// figures.cpp, feedback.cpp
std::optional<Intent> read_stats(const Reading& reading);
std::optional<Intent> read_feedback(const Reading& reading);
bool speaks_of_work(const Reading& reading);                      // names something opinions are about: pay, meals, safety …
std::optional<Intent> read_ticket(const Reading& reading);
// talk.cpp
std::optional<Intent> read_short_answer(const Reading& reading);  // section 5 of docs/intents.md: number, letter, có, đồng ý, 👍
std::optional<Intent> read_decision(const Reading& reading);      // confirm_yes, confirm_no
std::optional<Intent> read_talk(const Reading& reading);          // greet, thanks, help, more, privacy_info
std::optional<Intent> read_invite(const Reading& reading);
// relay.cpp
std::optional<Intent> read_relay(const Reading& reading);

}  // namespace language
