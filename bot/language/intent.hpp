// What a person meant: text in, value out. Names and arguments of the intents are those of docs/intents.md.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace language {

class Grammar;
class Roll;

// `understand` reads one line. Roles are nested: an officer may do what a chair may.
enum class Role { guest, member, chair, officer };
struct Context {
  Role role = Role::member;
  bool group = false;
  std::int64_t now = 0;              // UTC milliseconds; days are of Asia/Ho_Chi_Minh
  bool asked_here = false;           // the bot has an open question in this group, or the line replies to the bot: short answers count
  const Grammar* grammar = nullptr;  // with a deployment's own words; the program's if none
  const Roll* roll = nullptr;        // full names for units said in short; without it they stand as written
};

struct Intent {
  std::string name;                  // "poll_vote", "ack" … "unclear", "ignore"
  nlohmann::json args = nlohmann::json::object();
  bool guessed = false;              // a typo was repaired or a word without its marks was taken: what changes or sends something waits for "đồng ý"
};

// What else an unclear line may have meant, the likeliest first: at most three.
std::vector<Intent> did_you_mean(std::string_view text, const Context& context);

// Is it asked back before it is done (docs/intents.md §3)?
bool asks_back(const Intent& intent);
// Does it change or send something, so that a guess may not do it?
bool changes_something(std::string_view intent);

// Why a line was read as it was: its words, values and candidates with their scores. For `nhipcau understand --explain`.
nlohmann::json explain(std::string_view text, const Context& context);

// What a line that nothing fits looks like: its kinds of words, no text ("? ? {doc} ?"). For counting what is missing.
std::string shape_of(std::string_view text, const Context& context);

// An invite code: three groups of four of these joined by "-", alone on its line or after "mã": intent "invite_code" {code}.
inline constexpr std::string_view kInviteAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

// Beyond docs/intents.md: "feedback_new" also holds "text", the opinion as written; a unit among "targets" that the roll does not
// know stands as written; a chair's broadcast to everybody has no "targets" (the own unit).
// Pure; any thread. Linear in the length of the text, of which the first 2,000 characters are read.
Intent understand(std::string_view text, const Context& context);

// Does a text say yes or no and nothing else ("Có", "khong dong y")? For options of polls.
enum class Says { neither, yes, no };
Says says(std::string_view text);

// Does a line begin with taking back what was just said ("à nhầm, …", "ok nhưng …")? For what waits for a yes.
bool changes_mind(std::string_view text);

// What a button of ours carries: "#1 ack 17", "#1 vote 5 2", "#1 checkin 4", "#1 yes 9f3a", "#1 no 9f3a", "#1 view 17", "#1 more".
// The digit is the version of the form: old buttons live for ever. Also recognised when typed (Zalo cannot tell the two apart).
// Gives intents whose args hold "directive_id" (ack, directive_find), "poll" (number) + "choices" (poll_vote), "meeting_id" (checkin),
// "nonce" (confirm_yes, confirm_no); "unclear" for a form it does not know.
bool is_payload(std::string_view text);
Intent read_payload(std::string_view payload);

// Is a line in a group for the bot? Pure. Called by name, one of the command forms, or (asked_here) a short answer to what the bot
// asked there. Chatter ends here: it is counted, never written, never logged.
bool addressed(std::string_view text, bool asked_here, const Grammar* grammar = nullptr);

}  // namespace language
