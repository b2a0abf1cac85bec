// Consent before a phone number or a birth date is kept (Law 91/2025, Art. 9; Decree 356/2025, Art. 6): the notice is shown, a yes is
// stored with the notice's version and the hash of its words. What was sent before the yes is dropped, not kept for later.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "bot/union/scene.hpp"
#include "storage/consents.hpp"

namespace trade_union {

inline constexpr const char* notice_version = "2026-11";  // of templates/chat/vi/consent_notice: another text, another version

std::optional<storage::consents::Consent> consent_of(const Scene& scene);
// Shows the notice and waits for a yes. arrival: what goes on afterwards (0: nothing). dropped: something was sent that is not kept.
void ask_consent(Scene& scene, std::int64_t arrival, bool dropped);

// The answer to the notice: stores a yes. Nothing: the line is no answer to it.
struct ConsentAnswer { bool yes = false; std::int64_t arrival = 0; };
std::optional<ConsentAnswer> take_consent(Scene& scene);

// The arguments of a command as they may wait for an answer: a phone or birth date of the writer only with their consent.
nlohmann::json may_wait(const Scene& scene, const std::string& intent, nlohmann::json args);

// A phone or birth day of the person who wrote, under their consent; without one the notice is shown. field: phone, birth_date.
void take_contact(Scene& scene, const std::string& field, const std::string& value);

// Is this (phone, birth_date) the roll's own entry, and the writer known by their own word alone? Then it is neither shown nor overwritten.
bool kept_from(const Scene& scene, const std::string& field);

// about_me.cpp: the wish goes to who leads the person's tổ; nothing is changed by it.
void pass_on(Scene& scene, const std::string& field, const std::string& value);

}  // namespace trade_union
