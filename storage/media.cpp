// The SQL of media and upload.
#include "storage/media.hpp"

#include "storage/vault.hpp"

namespace storage::media {
namespace {

constexpr int token_bits = 128;
constexpr std::int64_t margin = 600'000;                // an upload that ends within ten minutes is not begun with

Media read(const Row& row) { return {row.integer(0), row.string(1), row.string(2), row.string(3), row.bytes(4)}; }

}  // namespace

std::int64_t add(Session& session, std::string_view kind, std::string_view name, std::string_view type, std::string_view bytes, std::int64_t now) {
  const auto sha256 = sha256_hex(bytes);
  const auto token = random_token(token_bits);
  session.run("INSERT INTO media (sha256, kind, name, type, bytes, token, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) "
              "ON CONFLICT (sha256, kind, name) DO NOTHING",
              {sha256, kind, name, type, Bytes{bytes}, token, now});
  return session.number("SELECT id FROM media WHERE sha256 = ?1 AND kind = ?2 AND name = ?3", {sha256, kind, name});
}

std::optional<Media> load(Session& session, std::int64_t id) {
  return session.one("SELECT id, kind, name, type, bytes FROM media WHERE id = ?1", {id}, read);
}

std::optional<Label> label(Session& session, std::int64_t id) {
  return session.one("SELECT kind, name, type, token FROM media WHERE id = ?1", {id},
                     [](const Row& row) { return Label{row.string(0), row.string(1), row.string(2), row.string(3)}; });
}

std::optional<Media> by_token(Session& session, std::string_view token) {
  return session.one("SELECT id, kind, name, type, bytes FROM media WHERE token = ?1", {token}, read);
}

std::optional<std::string> uploaded(Session& session, const Place& place, std::int64_t media, std::int64_t now) {
  return session.one("SELECT upload_id FROM upload WHERE channel = ?1 AND account = ?2 AND media_id = ?3 AND (expires_at = 0 OR expires_at > ?4)",
                     {place.channel, place.account, media, now + margin}, [](const Row& row) { return row.string(0); });
}

void keep_upload(Session& session, const Place& place, std::int64_t media, std::string_view upload_id, std::int64_t expires_at) {
  session.run("INSERT INTO upload (channel, account, media_id, upload_id, expires_at) VALUES (?1, ?2, ?3, ?4, ?5) "
              "ON CONFLICT (channel, account, media_id) DO UPDATE SET upload_id = excluded.upload_id, expires_at = excluded.expires_at",
              {place.channel, place.account, media, upload_id, expires_at});
}

void drop_upload(Session& session, const Place& place, std::int64_t media) {
  session.run("DELETE FROM upload WHERE channel = ?1 AND account = ?2 AND media_id = ?3", {place.channel, place.account, media});
}

}  // namespace storage::media
