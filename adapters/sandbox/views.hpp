// What the pages show, as the fields of their templates: values in, JSON out.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "adapters/sandbox/pages.hpp"
#include "adapters/sandbox/stage.hpp"

namespace adapters::sandbox {

// The start page. query: only those whose name, note or unit holds all its words, without regard to accents;
// unit: only the people of that unit; both "": the people with a note, then the units.
nlohmann::json start_view(Stage& stage, const std::string& query, const std::string& unit);

nlohmann::json chat_view(Stage& stage, const Place& place, const std::string& answered);   // the frame around; answered: a line's id or ""
nlohmann::json chats_view(Stage& stage, const Place& place);     // the tabs
nlohmann::json thread_view(Stage& stage, const Place& place);    // the lines, and the quick replies under the last one

const std::string& account_name(const Stage& stage, Platform on);
std::string heading(const Stage& stage, const Chat& chat);
// Of a text a Page has in several languages (greeting, persistent_menu, ice_breakers): the Vietnamese, else the first; null: none.
nlohmann::json localised(const PageState& page, const char* key);
nlohmann::json actions_view(const PageState& page, const char* key, const char* title);

std::string chat_path(const Chat& chat, const Person& person);   // address of the page of one chat
std::string initials(const std::string& name);                   // of a Vietnamese name: its last two words
int tint(const std::string& name);                               // 0-5, always the same for a name

}  // namespace adapters::sandbox
