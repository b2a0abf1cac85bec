#include "bot/union/asking.hpp"

#include "bot/union/confirming.hpp"
#include "bot/union/consenting.hpp"
#include "bot/union/documents.hpp"
#include "storage/questions.hpp"

namespace trade_union {

namespace {

constexpr std::int64_t answer_within_ms = 15 * 60'000;
constexpr const char* question_kind = "meaning";

std::string numbers(const nlohmann::json& args) {
  std::string text;
  for (const auto& choice : args.value("choices", nlohmann::json::array()))
    if (choice.is_number_integer()) text += (text.empty() ? "" : ", ") + std::to_string(choice.get<int>());
  return text;
}

std::string name_of(const Scene& scene, const language::Intent& intent) {
  Fields fields{{intent.name, true}};
  if (intent.args.contains("poll")) fields["poll"] = std::to_string(intent.args["poll"].get<std::int64_t>());
  if (const auto choices = numbers(intent.args); !choices.empty()) fields["choices"] = choices;
  if (const auto document = called(intent.args); !document.empty()) fields["document"] = document;
  if (intent.args.contains("ticket")) fields["ticket"] = intent.args["ticket"];
  return scene.text("intent_name", fields);
}

}  // namespace

namespace {

void wait_for_choice(Scene& scene, const std::vector<language::Intent>& choices) {
  auto kept = nlohmann::json::array();
  for (const auto& choice : choices) kept.push_back({{"intent", choice.name}, {"args", may_wait(scene, choice.name, choice.args)}});
  for (auto& part : scene.rest) part["args"] = may_wait(scene, part.at("intent"), part.at("args"));
  storage::ask(scene.session, scene.me.id, question_kind, nlohmann::json{{"choices", kept}, {"rest", scene.rest}, {"proposed", scene.proposed}}.dump(), scene.now, scene.now + answer_within_ms);
  scene.asked = true;
}

}  // namespace

void ask_choice(Scene& scene, const std::vector<language::Intent>& choices, std::string_view name, const Fields& fields) {
  wait_for_choice(scene, choices);
  scene.reply(name, fields);
}

void ask_private(Scene& scene) { scene.reply("ask_private", {{"what", scene.text("intent_name", {{scene.intent, true}})}}); }

void ask_meaning(Scene& scene, const std::vector<language::Intent>& meanings) {
  if (scene.group) return scene.reply("is_it_this", {{"what", name_of(scene, meanings.front())}, {"group", true}});
  if (meanings.size() == 1) return ask_choice(scene, meanings, "is_it_this", {{"what", name_of(scene, meanings.front())}});
  Fields choices = Fields::array();
  for (const auto& meaning : meanings) choices.push_back({{"n", choices.size() + 1}, {"what", name_of(scene, meaning)}});
  ask_choice(scene, meanings, "did_you_mean", {{"choices", choices}});
}

namespace {

bool is_vote(const language::Intent& said, const char* choice) {
  return said.name == "poll_vote" && !said.args.contains("poll") && said.args.value("choices", nlohmann::json::array()) == nlohmann::json::array({choice});
}
bool says_no(const language::Intent& said) { return said.name == "confirm_no" || is_vote(said, "no"); }
// A thumb confirms nothing.
bool says_yes(const language::Intent& said) {
  if (is_vote(said, "yes")) return said.args.value("needs", "") != "one_open_yes_no_poll_and_reply_to_it";
  return said.name == "confirm_yes" || said.args.value("candidates", nlohmann::json::array()) == nlohmann::json{"ack", "poll_vote", "ignore"};
}

// "có", "không" of somebody who leads nobody: what it answers is known here.
bool short_yes_no(const language::Intent& said) { return said.name == "unclear" && said.args.value("needs", "") == "what_it_replies_to"; }

std::optional<language::Intent> confirmation(Scene& scene, const language::Intent& said) {
  const auto word = short_yes_no(said) ? language::says(scene.in.text) : language::Says::neither;
  if (says_yes(said) || word == language::Says::yes) return language::Intent{"confirm_yes"};
  if (says_no(said) || word == language::Says::no) return language::Intent{"confirm_no"};
  return std::nullopt;
}

// No command of its own to set against an open question: unclear, a bare yes, a number that is not in the list.
bool no_command(const language::Intent& said) {
  const bool bare_vote = said.name == "poll_vote" && !said.args.contains("poll");
  return bare_vote || said.name == "unclear" || said.name == "ignore" || said.name == "confirm_yes";
}

bool said_to_bot(const Scene& scene) { return !scene.group || language::addressed(scene.in.text, false, scene.settings.grammar.get()); }

// A line that may be done as it stands after what it takes back.
bool is_command(const language::Intent& said) {
  return !no_command(said) && said.name != "multi" && (!said.guessed || language::asks_back(said));
}

// "à nhầm, xoá anh Tủa": a no to what waits, then the command it brings.
std::optional<Answered> taken_back(Scene& scene, const language::Intent& said) {
  if (!said_to_bot(scene) || !language::changes_mind(scene.in.text)) return std::nullopt;
  Answered answer{language::Intent{"confirm_no", {{"changed_mind", true}}}};
  if (is_command(said)) answer.rest.push_back({{"intent", said.name}, {"args", said.args}});
  return answer;
}

Answered to_confirmation(Scene& scene, const language::Intent& said) {
  if (auto word = confirmation(scene, said)) return {std::move(word)};
  return taken_back(scene, said).value_or(Answered{});
}

// "1", "đồng ý", "có": which of so many; 0 for none of them, nothing if it is no answer.
std::optional<std::size_t> choice_of(const language::Intent& said, std::size_t many) {
  const bool plain = said.name == "poll_vote" && !said.args.contains("poll");
  const auto choices = plain ? said.args.value("choices", nlohmann::json::array()) : nlohmann::json::array();
  if (choices.size() == 1 && choices[0].is_number_integer()) {
    const auto number = choices[0].get<std::int64_t>();
    return number >= 1 && number <= static_cast<std::int64_t>(many) ? std::optional(static_cast<std::size_t>(number)) : std::nullopt;
  }
  if (says_no(said)) return 0;
  return says_yes(said) && many == 1 ? std::optional<std::size_t>(1) : std::nullopt;
}

}  // namespace

Answered answered(Scene& scene, const language::Intent& said) {
  if (scene.me.id == 0 || said.args.contains("nonce")) return {};
  if (confirmation_waits(scene)) return to_confirmation(scene, said);
  if (scene.group) return {};
  const auto question = storage::pending_question(scene.session, scene.me.id, scene.now);
  if (!question || question->kind != question_kind) return {};
  const auto kept = nlohmann::json::parse(question->data);
  const auto& choices = kept.at("choices");
  const auto choice = choice_of(said, choices.size());
  if (!choice && choices.size() > 1 && no_command(said)) return {.still_open = choices.size()};
  storage::forget_question(scene.session, scene.me.id);  // another command goes its own way
  if (!choice) return {};
  if (*choice == 0) return {std::nullopt, true};
  const auto& meant = choices[*choice - 1];
  return {language::Intent{meant.at("intent"), meant.at("args"), false}, false, kept.at("rest"), kept.at("proposed")};
}

}  // namespace trade_union
