#include "bot/union/invites.hpp"

#include <sodium.h>

#include <stdexcept>

#include "bot/language/text.hpp"
#include "storage/questions.hpp"
#include "storage/units.hpp"
#include "storage/vault.hpp"

namespace trade_union {

namespace {

// Letters and digits nobody mixes up; 12 of 32 are 60 bits, and a wrong try costs a minute.
constexpr std::string_view alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

std::string random_code() {
  std::string code;
  for (int n = 0; n < 12; ++n) {
    if (n == 4 || n == 8) code += '-';
    code += alphabet[randombytes_uniform(static_cast<std::uint32_t>(alphabet.size()))];
  }
  return code;
}

}  // namespace

std::string new_invite(storage::Session& session, const std::string& role, std::int64_t unit, std::int64_t now, std::int64_t valid_ms) {
  if (role != "administrator" && role != "officer" && role != "chair") throw std::invalid_argument("unknown role: " + role);
  if (!storage::unit(session, unit, language::day_of(now))) throw std::invalid_argument("there is no unit " + std::to_string(unit));
  const auto code = random_code();
  storage::add_invite(session, storage::sha256_hex(code), role, unit, now, now + valid_ms);
  storage::log_audit(session, now, "command", "invite", "unit:" + std::to_string(unit));
  return code;
}

}  // namespace trade_union
