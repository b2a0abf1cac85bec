#include "storage/api_tokens.hpp"

#include "storage/vault.hpp"

namespace storage {
namespace {

constexpr int token_bits = 256;

ApiToken read_token(const Row& row) {
  return {row.integer(0), row.integer(1), row.string(2), row.integer(3) != 0, row.integer(4), row.maybe_integer(5)};
}

}  // namespace

std::string create_api_token(Session& session, std::string_view name, std::int64_t unit_id, bool can_write,
                             std::int64_t now) {
  std::string token = "nc_" + random_token(token_bits);
  const std::string hash = sha256_hex(token);
  session.run("INSERT INTO api_token (name, hash, unit_id, can_write, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
              {name, hash, unit_id, can_write, now});
  return token;
}

std::vector<ApiToken> api_tokens(Session& session) {
  return session.all("SELECT id, unit_id, name, can_write, created_at, revoked_at FROM api_token ORDER BY id", {},
                     read_token);
}

bool revoke_api_token(Session& session, std::int64_t id, std::int64_t now) {
  return session.run("UPDATE api_token SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL", {id, now}) == 1;
}

std::optional<ApiToken> find_api_token(Session& session, std::string_view hash) {
  return session.one(
      "SELECT id, unit_id, name, can_write, created_at, revoked_at FROM api_token WHERE hash = ?1 AND revoked_at IS "
      "NULL",
      {hash}, read_token);
}

}  // namespace storage
