// What a person meant: text in, value out. Names and arguments of the intents are those of docs/intents.md.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace language {

// `understand` reads one line. Roles are nested: an officer may do what a chair may.
enum class Role { guest, member, chair, officer };
struct Context {
  Role role = Role::member;
  bool group = false;
  std::int64_t now = 0;              // UTC milliseconds; days are of Asia/Ho_Chi_Minh
  bool asked_here = false;           // the bot has an open question in this group, or the line replies to the bot: short answers count
};

struct Intent {
  std::string name;                  // "poll_vote", "ack" … "unclear", "ignore"
  nlohmann::json args = nlohmann::json::object();
};

// An invite code: three groups of four of these joined by "-", alone on its line or after "mã": intent "invite_code" {code}.
inline constexpr std::string_view kInviteAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

// Beyond docs/intents.md: "feedback_new" also holds "text", the opinion as written; a unit among "targets" stands as written;
// a chair's broadcast to everybody has no "targets" (the own unit). A direct line about pay, meals … that says no more than that
// is "unclear" with the candidate "feedback_new".
// Pure; any thread. Linear in the length of the text, of which the first 2,000 characters are read.
Intent understand(std::string_view text, const Context& context);

// What a button of ours carries: "#1 ack 17", "#1 vote 5 2", "#1 checkin 4", "#1 yes 9f3a", "#1 no 9f3a", "#1 view 17", "#1 more".
// The digit is the version of the form: old buttons live for ever. Also recognised when typed (Zalo cannot tell the two apart).
// Gives intents whose args hold "directive_id" (ack, directive_find), "poll" (number) + "choices" (poll_vote), "meeting_id" (checkin),
// "nonce" (confirm_yes, confirm_no); "unclear" for a form it does not know.
bool is_payload(std::string_view text);
Intent read_payload(std::string_view payload);

// Is a line in a group for the bot? Pure. Called by name, one of the command forms, or (asked_here) a short answer to what the bot
// asked there. Chatter ends here: it is counted, never written, never logged.
bool addressed(std::string_view text, bool asked_here);

}  // namespace language
