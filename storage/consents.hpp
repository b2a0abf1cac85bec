// What somebody agreed to, proof of it, and what they gave of themselves under it: phone and birth date.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "storage/database.hpp"

namespace storage::consents {

inline constexpr const char* contact = "contact";  // the purpose: phone and birth date

struct Notice { std::string version, hash; };      // hash: SHA-256 of the words as shown, hex
struct Consent { std::int64_t id = 0; Notice notice; std::int64_t given_at = 0; };

// person 0: a guest's; it is the person's once the account is theirs. Agreeing twice keeps the first.
void give(Session& session, std::int64_t identity, std::int64_t person, const Notice& notice, std::int64_t now);
// The one in force of this account, or of any account of the person (0: none).
std::optional<Consent> held(Session& session, std::int64_t identity, std::int64_t person);
// Ends all of them; what was given under them goes from the roll at once. False: there was none.
bool withdraw(Session& session, std::int64_t identity, std::int64_t person, std::int64_t now);
// The account is this person's now.
void belongs_to(Session& session, std::int64_t identity, std::int64_t person);

// Of the person's row. A phone of somebody else is not taken: false.
bool set_phone(Session& session, const Consent& consent, std::int64_t person, const std::string& phone);
void set_birth_day(Session& session, const Consent& consent, std::int64_t person, const std::string& day);
// Did they give it themselves under this consent? field: phone, birth_day.
bool gave(Session& session, const Consent& consent, const std::string& field);
struct Contact { std::optional<std::string> phone, birth_day; };
Contact contact_of(Session& session, std::int64_t person);

}  // namespace storage::consents
