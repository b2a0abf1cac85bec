// Commands given as an intent and its arguments, for what is tested apart from how it is said.
#pragma once

#include "bot/union/scene.hpp"
#include "storage/questions.hpp"
#include "tests/union/chat.hpp"

namespace tests {

// As if the bot had asked "is it this?" and the person said yes.
inline std::vector<trade_union::Outgoing> means(Chat& chat, const std::string& who, const std::string& intent, const nlohmann::json& args) {
  const auto& person = chat.person(who);
  const bool zalo = !person.zalo_id.empty();
  chat.database->write([&](storage::Session& s) {
    const auto account = storage::find_identity(s, zalo ? "zalo" : "facebook", zalo ? chat.province.oa_id : chat.province.page_id, zalo ? person.zalo_id : person.facebook_id);
    const nlohmann::json choice{{"intent", intent}, {"args", args}};
    const nlohmann::json question{{"choices", nlohmann::json::array({choice})}, {"rest", nlohmann::json::array()}, {"proposed", nlohmann::json::array()}};
    storage::ask(s, account->id, "meaning", question.dump(), chat.now, chat.now + 60'000);
  });
  return chat.says(who, "1");
}

// The last text of what came back; "" if nothing did.
inline std::string answer_to(Chat& chat, const std::string& who, const std::string& intent, const nlohmann::json& args) {
  const auto out = means(chat, who, intent, args);
  return out.empty() ? "" : out.back().text;
}

}  // namespace tests
