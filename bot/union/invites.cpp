#include "bot/union/invites.hpp"

#include <sodium.h>

#include <stdexcept>

#include "bot/language/intent.hpp"
#include "bot/language/text.hpp"
#include "storage/questions.hpp"
#include "storage/units.hpp"
#include "storage/vault.hpp"

namespace trade_union {

namespace {

constexpr int groups = 3;  // 12 of 32 letters are 60 bits, and a wrong try costs a minute

}  // namespace

std::string random_letters(int count) {
  std::string code;
  while (count-- > 0) code += language::kInviteAlphabet[randombytes_uniform(static_cast<std::uint32_t>(language::kInviteAlphabet.size()))];
  // Without a digit a code that stands alone could be words.
  return code.find_first_of("23456789") == std::string::npos ? random_letters(static_cast<int>(code.size())) : code;
}

std::string new_invite(storage::Session& session, const std::string& role, std::int64_t unit, std::int64_t now, std::int64_t valid_ms) {
  if (role != "administrator" && role != "officer" && role != "chair") throw std::invalid_argument("unknown role: " + role);
  if (!storage::unit(session, unit, language::day_of(now))) throw std::invalid_argument("there is no unit " + std::to_string(unit));
  std::string code;
  for (int n = 0; n < groups; ++n) code += (n > 0 ? "-" : "") + random_letters(4);
  storage::add_invite(session, storage::sha256_hex(code), role, unit, now, now + valid_ms);
  storage::log_audit(session, now, "command", "invite", "unit:" + std::to_string(unit));
  return code;
}

}  // namespace trade_union
