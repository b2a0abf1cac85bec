// The extractors by the names that the grammar's "args" use. Each puts what the line says into the arguments. Pure.
#pragma once

#include "bot/language/taker.hpp"

namespace language::take {

// take_votes.cpp, take_attendance.cpp
void poll(Taker&);
void query_poll(Taker&);
void choices(Taker&);
void change(Taker&);
void other_text(Taker&);
void poll_shape(Taker&);
void closes_at(Taker&);
void format(Taker&);
void code(Taker&);
void meeting(Taker&);
void attendance(Taker&);
// take_talk.cpp
void doc(Taker&);
void doc_asked(Taker&);
void opinion(Taker&);
void ticket(Taker&);
void category(Taker&);
void status(Taker&);
void period(Taker&);
void group(Taker&);
void reply_text(Taker&);
void to_upper(Taker&);
void assignee(Taker&);
void due(Taker&);
void aid(Taker&);
void topic(Taker&);
void self(Taker&);
void profile(Taker&);
void quiet(Taker&);
void invite(Taker&);
// take_figures.cpp
void stats(Taker&);
void report(Taker&);
void due_report(Taker&);
void report_state(Taker&);
void rating(Taker&);
void indicator(Taker&);
void target(Taker&);
void compare(Taker&);
void ack_rate(Taker&);
// relay.cpp
void relay_group(Taker&);
void relay_group_text(Taker&);
void relay_guest(Taker&);
void relay_code(Taker&);
// take_members.cpp
void member(Taker&);
void member_gone(Taker&);
void member_moved(Taker&);
void member_seen(Taker&);
void role(Taker&);
void code_for(Taker&);
void unit(Taker&);
void effective(Taker&);
void reason(Taker&);
void attest(Taker&);
// take_delegate.cpp
void delegate(Taker&);
// take_sending.cpp
void missing(Taker&);
void remind(Taker&);
void announce(Taker&);
void targets(Taker&);
void broadcast(Taker&);
void unit_filter(Taker&);
void merge(Taker&);
void case_number(Taker&);
void decided(Taker&);
void decision(Taker&);

// "31/2" where a day stands.
bool impossible_day(const Line& line, std::size_t at);

}  // namespace language::take
