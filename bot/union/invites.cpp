#include "bot/union/invites.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "bot/language/intent.hpp"
#include "bot/language/text.hpp"
#include "bot/union/grouping.hpp"
#include "storage/audit.hpp"
#include "storage/people.hpp"
#include "storage/units.hpp"
#include "storage/vault.hpp"

namespace trade_union {

namespace {

constexpr int groups = 3;  // 12 of 32 letters are 60 bits, and wrong tries cost minutes, then hours

std::string new_code() {
  std::string code;
  for (int n = 0; n < groups; ++n) code += (n > 0 ? "-" : "") + random_letters(4);
  return code;
}

storage::Unit need_unit(storage::Session& session, std::int64_t unit, std::int64_t now) {
  const auto found = storage::unit(session, unit, language::day_of(now));
  if (!found) throw std::invalid_argument("there is no unit " + std::to_string(unit));
  return *found;
}

std::string person_or_none(std::int64_t person) { return person != 0 ? "person:" + std::to_string(person) : ""; }

std::string keep(storage::Session& session, const storage::codes::Code& code, const Maker& maker, std::int64_t now, std::int64_t valid_ms) {
  const auto made = new_code();
  storage::codes::add(session, storage::sha256_hex(made), code, now, now + valid_ms);
  storage::log_audit(session, {.at = now, .actor = maker.person != 0 ? person_or_none(maker.person) : "command", .action = "code_made",
                               .subject = code.person != 0 ? person_or_none(code.person) : "unit:" + std::to_string(code.unit),
                               .detail = "{\"kind\":\"" + code.kind + "\",\"role\":\"" + code.role + "\",\"purpose\":\"" + code.purpose + "\"}",
                               .on_behalf = person_or_none(maker.on_behalf), .channel = maker.channel, .unit = code.unit});
  return made;
}

}  // namespace

std::string random_letters(int count) {
  std::string code;
  while (count-- > 0) code += language::kInviteAlphabet[randombytes_uniform(static_cast<std::uint32_t>(language::kInviteAlphabet.size()))];
  // Without a digit a code that stands alone could be words.
  return code.find_first_of("23456789") == std::string::npos ? random_letters(static_cast<int>(code.size())) : code;
}

std::int64_t wait_after(std::int64_t failed) {
  constexpr std::array<std::int64_t, 5> minutes{1, 5, 30, 120, 720};
  if (failed <= 0) return 0;
  return minutes[static_cast<std::size_t>(std::min<std::int64_t>(failed, minutes.size())) - 1] * 60'000;
}

std::string new_invite(storage::Session& session, const std::string& role, std::int64_t unit, std::int64_t now, std::int64_t valid_ms, const std::string& name) {
  if (role != "administrator" && role != "officer" && role != "chair") throw std::invalid_argument("unknown role: " + role);
  need_unit(session, unit, now);
  return keep(session, {"role", role, "", unit, 0, language::nfc(language::trim(name))}, {}, now, valid_ms);
}

std::string new_person_code(storage::Session& session, std::int64_t person, std::int64_t now, std::int64_t valid_ms, const Maker& maker) {
  const auto day = language::day_of(now);
  if (storage::person_name(session, person).empty()) throw std::invalid_argument("there is no person " + std::to_string(person));
  const auto unit = storage::membership_unit(session, person, day).value_or(storage::root_unit(session, day).value_or(0));
  return keep(session, {"person", "", "", need_unit(session, unit, now).id, person, "", maker.person}, maker, now, valid_ms);
}

std::string new_group_code(storage::Session& session, std::int64_t unit, const std::string& purpose, std::int64_t now, std::int64_t valid_ms) {
  const auto at = need_unit(session, unit, now);
  const auto chosen = purpose.empty() ? usual_purpose(at.kind) : purpose;
  const bool has_children = storage::subtree(session, unit, language::day_of(now)).size() > 1;
  if (!fits(chosen, at.kind, has_children)) throw std::invalid_argument("a group of this unit cannot be for '" + chosen + "'");
  return keep(session, {"group", "", chosen, unit, 0, ""}, {}, now, valid_ms);
}

}  // namespace trade_union
