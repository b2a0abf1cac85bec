// Vietnamese words for codes of the database and titles of columns: templates/report/words.json.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace server {

// The whole file; lives as long as the program. Any thread.
const nlohmann::json& words();
// The word for a code: word("poll_state", "open"). A code without a word stands for itself.
std::string word(std::string_view section, std::string_view code);

}  // namespace server
