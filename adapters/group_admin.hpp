// Administration of chat groups from outside, for platforms whose groups an account owns (Zalo OA: GMF groups). Pure, as channel.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "adapters/http/message.hpp"
#include "adapters/outgoing.hpp"

namespace adapters {

// A licence for one group: its size class decides how many members it may have.
struct GroupAsset { std::string id, product; std::int64_t size = 0; std::string valid_until, status, used_by; };  // valid_until: YYYY-MM-DD or ""
struct GroupInfo { std::string id, name, link, status; std::int64_t members = 0; };
struct GroupMember { std::string id, name; bool ours = false; };   // ours: the account itself
template <class Row>
struct Page { std::vector<Row> rows; std::int64_t total = 0; };

enum class GroupChange { invite, accept, reject, remove, add_admins, remove_admins };
struct NewGroup { std::string name, description, asset; std::vector<std::string> members; };  // members: at least one administrator of the account

template <class Value>
using Answer = std::variant<Value, Outcome>;                 // what was asked for, or why not (never Sent)

class GroupAdmin {
 public:
  virtual ~GroupAdmin() = default;
  virtual std::size_t members_a_call() const = 0;            // longest list of persons in one request
  virtual http::ClientRequest assets(const Credentials&) const = 0;
  virtual Answer<std::vector<GroupAsset>> read_assets(const http::ClientResult&, std::int64_t now) const = 0;
  virtual http::ClientRequest create(const NewGroup&, const Credentials&) const = 0;
  virtual http::ClientRequest group(const std::string& group, const Credentials&) const = 0;
  virtual http::ClientRequest rename(const std::string& group, const std::string& name, const std::string& description, const Credentials&) const = 0;
  virtual http::ClientRequest change_asset(const std::string& group, const std::string& asset, const Credentials&) const = 0;
  virtual Answer<GroupInfo> read_group(const http::ClientResult&, std::int64_t now) const = 0;  // of the four above
  virtual http::ClientRequest groups(std::int64_t offset, std::int64_t count, const Credentials&) const = 0;
  virtual Answer<Page<GroupInfo>> read_groups(const http::ClientResult&, std::int64_t now) const = 0;
  virtual http::ClientRequest members(const std::string& group, std::int64_t offset, std::int64_t count, const Credentials&) const = 0;
  virtual http::ClientRequest waiting(const std::string& group, std::int64_t offset, std::int64_t count, const Credentials&) const = 0;  // who asks to join
  virtual Answer<Page<GroupMember>> read_members(const http::ClientResult&, std::int64_t now) const = 0;  // of the two above
  virtual http::ClientRequest change(GroupChange, const std::string& group, const std::vector<std::string>& members, const Credentials&) const = 0;
  virtual http::ClientRequest dissolve(const std::string& group, const Credentials&) const = 0;
  virtual Outcome read_change(const http::ClientResult&, std::int64_t now) const = 0;  // Sent: done
};

}  // namespace adapters
