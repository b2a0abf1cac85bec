// People and their accounts on the platforms.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/database.hpp"

namespace storage {

struct NewPerson {
  std::string name, folded_name, sort_key;
  std::optional<std::string> phone{}, birth_day{}, union_day{};  // phone: E.164, of at most one person; union_day: ngày vào công đoàn
  std::optional<bool> woman{};                                   // nothing: not told
};
std::int64_t add_person(Session& session, const NewPerson& person, std::int64_t now);
std::int64_t add_person(Session& session, const std::string& name, const std::string& folded, const std::string& sort_key, std::int64_t now);
std::optional<NewPerson> person(Session& session, std::int64_t id);
std::optional<std::int64_t> person_by_phone(Session& session, const std::string& phone);
// What is given takes the place of what there was. The phone must be nobody else's.
void set_contact(Session& session, std::int64_t person, const std::optional<std::string>& phone, const std::optional<std::string>& birth_day);
// The unit where the person is counted at that day.
std::optional<std::int64_t> membership_unit(Session& session, std::int64_t person, const std::string& day);
std::string person_name(Session& session, std::int64_t person);

// An account on a platform. person 0: a guest, never counted in a rate.
struct Identity {
  std::int64_t id = 0, person = 0;
  bool introduced = false;
};
// Finds or makes the identity and moves its last interaction forward (it opens the platform's window); who had left is back.
// at 0: what the person did opens nothing (a line in a group).
Identity touch_identity(Session& session, const std::string& channel, const std::string& account, const std::string& external_id, std::int64_t at);
std::optional<Identity> find_identity(Session& session, const std::string& channel, const std::string& account, const std::string& external_id);
void set_introduced(Session& session, std::int64_t identity, std::int64_t now);
void link_identity(Session& session, std::int64_t identity, std::int64_t person);
void add_identity(Session& session, const std::string& channel, const std::string& account, const std::string& external_id,
                  std::int64_t person, std::optional<std::int64_t> last_interaction);

// The accounts of a person that take messages, the one used last first.
struct Account { std::string channel, account, external_id; bool introduced = false; };
std::vector<Account> accounts(Session& session, std::int64_t person);

}  // namespace storage
