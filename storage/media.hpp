// Pictures and files that go out with messages, and the ids the platforms gave for them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/database.hpp"

namespace storage::media {

// kind: image, file, sticker (bytes then hold the id out of the platform's own collection). type: MIME.
// The same bytes under the same name are kept once. Gives the id.
std::int64_t add(Session& session, std::string_view kind, std::string_view name, std::string_view type, std::string_view bytes, std::int64_t now);

struct Media { std::int64_t id = 0; std::string kind, name, type, bytes; };
std::optional<Media> load(Session& session, std::int64_t id);
// All but the bytes, and the unguessable part of the public address /media/<token>.
struct Label { std::string kind, name, type, token; };
std::optional<Label> label(Session& session, std::int64_t id);
std::optional<Media> by_token(Session& session, std::string_view token);   // for whoever asks at the public address

// The platform's id for our upload, unless it has expired or is about to.
struct Place { std::string_view channel, account; };
std::optional<std::string> uploaded(Session& session, const Place& place, std::int64_t media, std::int64_t now);
void keep_upload(Session& session, const Place& place, std::int64_t media, std::string_view upload_id, std::int64_t expires_at);
void drop_upload(Session& session, const Place& place, std::int64_t media);   // the platform does not know it any more

}  // namespace storage::media
