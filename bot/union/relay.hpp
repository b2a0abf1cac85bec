// The relay kit (bộ đăng lại) of a unit: what its chair posts by hand into groups no API can reach.
#pragma once

#include <cstdint>
#include <string>

#include "bot/union/rules.hpp"
#include "storage/directives.hpp"

namespace trade_union {

struct Kit { std::string text, code, link; };              // text: ready to be copied; link "": the public address is not known

// Of a directive for a unit. `code` as kept ("ABCDEFGH"); "" if the unit has none: a text without it would lead nowhere, so none is made.
Kit kit(storage::Session& session, const templates::Catalog& catalog, const Settings& settings, const storage::Directive& directive,
        const std::optional<std::string>& deadline, const std::string& unit_name, const std::string& code);
std::string shown_code(const std::string& code);           // "ABCDEFGH" → "ABCD-EFGH"
std::string short_link(const Settings& settings, const std::string& code);
std::string relay_code_of(storage::Session& session, std::int64_t unit, std::int64_t now);  // made when there is none

}  // namespace trade_union
