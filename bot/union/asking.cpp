#include "bot/union/asking.hpp"

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

void ask_meaning(Scene& scene, const std::vector<language::Intent>& meanings) {
  if (scene.group) return scene.reply("is_it_this", {{"what", name_of(scene, meanings.front())}, {"group", true}});
  auto kept = nlohmann::json::array();
  Fields choices = Fields::array();
  for (const auto& meaning : meanings) {
    kept.push_back({{"intent", meaning.name}, {"args", meaning.args}});
    choices.push_back({{"n", kept.size()}, {"what", name_of(scene, meaning)}});
  }
  storage::ask(scene.session, scene.me.id, question_kind, kept.dump(), scene.now, scene.now + answer_within_ms);
  if (meanings.size() == 1) return scene.reply("is_it_this", {{"what", name_of(scene, meanings.front())}});
  scene.reply("did_you_mean", {{"choices", choices}});
}

namespace {

// "1", "đồng ý", "có": which of so many; 0 for none of them, nothing if it is no answer.
std::optional<std::size_t> choice_of(const language::Intent& said, std::size_t many) {
  const bool plain = said.name == "poll_vote" && !said.args.contains("poll");
  const auto choices = plain ? said.args.value("choices", nlohmann::json::array()) : nlohmann::json::array();
  if (choices.size() == 1 && choices[0].is_number_integer()) {
    const auto number = choices[0].get<std::int64_t>();
    return number >= 1 && number <= static_cast<std::int64_t>(many) ? std::optional(static_cast<std::size_t>(number)) : std::nullopt;
  }
  if (said.name == "confirm_no" || choices == nlohmann::json{"no"}) return 0;
  const auto candidates = said.args.value("candidates", nlohmann::json::array());
  const bool yes = said.name == "confirm_yes" || choices == nlohmann::json{"yes"} || candidates == nlohmann::json{"ack", "poll_vote", "ignore"};
  return yes && many == 1 ? std::optional<std::size_t>(1) : std::nullopt;
}

}  // namespace

Answered answered(Scene& scene, const language::Intent& said) {
  if (scene.group || scene.me.id == 0 || said.args.contains("nonce")) return {};
  const auto question = storage::pending_question(scene.session, scene.me.id, scene.now);
  if (!question || question->kind != question_kind) return {};
  const auto kept = nlohmann::json::parse(question->data);
  const auto choice = choice_of(said, kept.size());
  storage::forget_question(scene.session, scene.me.id);  // asked once: another line goes its own way
  if (!choice) return {};
  if (*choice == 0) return {std::nullopt, true};
  const auto& meant = kept[*choice - 1];
  return {language::Intent{meant.at("intent"), meant.at("args"), false}, false};
}

}  // namespace trade_union
