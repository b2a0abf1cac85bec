// Members for the benchmarks: the sample province and many more of it on Messenger, with one poll open for all of them;
// and what they post, on Messenger's wire format.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "storage/database.hpp"

namespace bench {

inline constexpr const char* page = "100200300400500";          // the Page of the sample province
inline constexpr const char* app_secret = "0123456789abcdef0123456789abcdef";

// Seeds an empty database. The members have written before and had their introduction; BC1 has three options.
void seed_members(storage::Database& database, std::size_t count);
// The Page-scoped id of member n.
std::string psid(std::size_t n);

// Body of a webhook in which member n votes in a direct chat: "dạ bc1 em chọn 2 ạ". `number` makes the message id.
std::string vote_body(std::size_t member, int option, std::uint64_t number);
// A whole signed request.
std::string signed_post(const std::string& body);
// `count` requests of votes with message ids from `first`, members in turn.
std::vector<std::string> vote_requests(std::size_t count, std::size_t members, std::uint64_t first);

std::int64_t now();                                             // UTC milliseconds

}  // namespace bench
