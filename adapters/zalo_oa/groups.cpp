// Administration of GMF groups: /v3.0/oa/group/… and /v3.0/oa/quota/group. The numbers of answers come as numbers or as text, flags as
// either too.
#include <charconv>

#include "adapters/answers.hpp"
#include "adapters/zalo_oa/parts.hpp"

namespace adapters::zalo_oa {
namespace {

constexpr std::size_t most_members = 99;                     // of one call, after the limit for a new group

Json ids(const std::vector<std::string>& members) {
  Json list = Json::array();
  for (const auto& id : members) list.push_back(id);
  return list;
}

std::string_view path_of(GroupChange change) {
  switch (change) {
    case GroupChange::invite: return "/v3.0/oa/group/invite";
    case GroupChange::accept: return "/v3.0/oa/group/acceptpendinginvite";
    case GroupChange::reject: return "/v3.0/oa/group/rejectpendinginvite";
    case GroupChange::remove: return "/v3.0/oa/group/removemembers";
    case GroupChange::add_admins: return "/v3.0/oa/group/addadmins";
    case GroupChange::remove_admins: return "/v3.0/oa/group/removeadmins";
  }
  return {};
}

std::string paging(std::int64_t offset, std::int64_t count) { return "offset=" + std::to_string(offset) + "&count=" + std::to_string(count); }

// The number in "gmf50".
std::int64_t size_of(const std::string& product) {
  std::int64_t size = 0;
  const auto digits = std::min(product.find_first_of("0123456789"), product.size());
  std::from_chars(product.data() + digits, product.data() + product.size(), size);
  return size;
}

GroupAsset asset(const Json& item) {
  const auto product = text_of(item, "product_type");
  return {id_of(item, "asset_id"), product, size_of(product), iso_day(text_of(item, "valid_through")), text_of(item, "status"), id_of(item, "used_id")};
}

GroupInfo group_info(const Json& item) {
  GroupInfo info{id_of(item, "group_id"), nfc(text_of(item, "name")), text_of(item, "group_link"), text_of(item, "status"), 0};
  if (info.name.empty()) info.name = nfc(text_of(item, "group_name"));
  info.members = integer_of(item, "total_member").value_or(0);
  return info;
}

GroupMember member(const Json& item) {
  auto oa = id_of(item, "oa_id");
  auto user = id_of(item, "user_id");
  const bool ours = user.empty() && !oa.empty();
  return {ours ? std::move(oa) : std::move(user), nfc(text_of(item, "name")), ours};
}

template <class Row, class Read>
std::vector<Row> rows_of(const Json& list, Read read) {
  std::vector<Row> rows;
  if (!list.is_array()) return rows;
  for (const auto& item : list)
    if (item.is_object()) rows.push_back(read(item));
  return rows;
}

// `read` over the answer's data, if the call was done; else why not.
template <class Value, class Read>
Answer<Value> answer(const http::ClientResult& result, std::int64_t now, Read read) {
  auto outcome = classify(result, now);
  if (!std::holds_alternative<Sent>(outcome)) return outcome;
  const Json body = parse_or_null(std::get<http::ClientResponse>(result).body);
  std::optional<Value> value = read(at(body, "data"));
  if (!value) return Outcome{Unsure{"zalo: done, but the answer lacks what it should tell"}};
  return std::move(*value);
}

template <class Row, class Read>
Answer<Page<Row>> page(const http::ClientResult& result, std::int64_t now, const char* key, Read read) {
  return answer<Page<Row>>(result, now, [&](const Json& data) -> std::optional<Page<Row>> {
    const Json& list = at(data, key);
    if (!list.is_array()) return std::nullopt;
    auto rows = rows_of<Row>(list, read);
    const auto total = integer_of(data, "total").value_or(static_cast<std::int64_t>(rows.size()));
    return Page<Row>{std::move(rows), total};
  });
}

class Groups final : public GroupAdmin {
 public:
  explicit Groups(const ZaloOaSettings& settings) : settings_(settings) {}

  std::size_t members_a_call() const override { return most_members; }

  http::ClientRequest assets(const Credentials& credentials) const override {
    return post(settings_, "/v3.0/oa/quota/group", {{"quota_owner", "OA"}}, credentials);
  }
  Answer<std::vector<GroupAsset>> read_assets(const http::ClientResult& result, std::int64_t now) const override {
    return answer<std::vector<GroupAsset>>(result, now, [](const Json& data) -> std::optional<std::vector<GroupAsset>> {
      if (!data.is_array()) return std::nullopt;
      return rows_of<GroupAsset>(data, asset);
    });
  }

  http::ClientRequest create(const NewGroup& group, const Credentials& credentials) const override {
    Json body = {{"group_name", group.name}};
    if (!group.description.empty()) body["group_description"] = group.description;
    body["asset_id"] = group.asset;
    body["member_user_ids"] = ids(group.members);
    return post(settings_, "/v3.0/oa/group/creategroupwithoa", body, credentials);
  }
  http::ClientRequest group(const std::string& group, const Credentials& credentials) const override {
    return get(settings_, "/v3.0/oa/group/getgroup", "?group_id=" + percent_encoded(group), credentials);
  }
  http::ClientRequest rename(const std::string& group, const std::string& name, const std::string& description, const Credentials& credentials) const override {
    Json body = {{"group_id", group}};
    if (!name.empty()) body["group_name"] = name;
    if (!description.empty()) body["group_description"] = description;
    return post(settings_, "/v3.0/oa/group/updateinfo", body, credentials);
  }
  http::ClientRequest change_asset(const std::string& group, const std::string& asset, const Credentials& credentials) const override {
    return post(settings_, "/v3.0/oa/group/updateasset", {{"group_id", group}, {"asset_id", asset}}, credentials);
  }
  // A new group's fields stand alone, others' under group_info.
  Answer<GroupInfo> read_group(const http::ClientResult& result, std::int64_t now) const override {
    return answer<GroupInfo>(result, now, [](const Json& data) -> std::optional<GroupInfo> {
      auto info = group_info(at(data, "group_info").is_object() ? at(data, "group_info") : data);
      if (info.id.empty()) return std::nullopt;
      return info;
    });
  }

  http::ClientRequest groups(std::int64_t offset, std::int64_t count, const Credentials& credentials) const override {
    return get(settings_, "/v3.0/oa/group/getgroupsofoa", "?" + paging(offset, count), credentials);
  }
  Answer<Page<GroupInfo>> read_groups(const http::ClientResult& result, std::int64_t now) const override {
    return page<GroupInfo>(result, now, "groups", group_info);
  }

  http::ClientRequest members(const std::string& group, std::int64_t offset, std::int64_t count, const Credentials& credentials) const override {
    return get(settings_, "/v3.0/oa/group/listmember", "?group_id=" + percent_encoded(group) + "&" + paging(offset, count), credentials);
  }
  http::ClientRequest waiting(const std::string& group, std::int64_t offset, std::int64_t count, const Credentials& credentials) const override {
    return get(settings_, "/v3.0/oa/group/listpendinginvite", "?group_id=" + percent_encoded(group) + "&" + paging(offset, count), credentials);
  }
  Answer<Page<GroupMember>> read_members(const http::ClientResult& result, std::int64_t now) const override {
    return page<GroupMember>(result, now, "members", member);
  }

  http::ClientRequest change(GroupChange change, const std::string& group, const std::vector<std::string>& members, const Credentials& credentials) const override {
    return post(settings_, path_of(change), {{"group_id", group}, {"member_user_ids", ids(members)}}, credentials);
  }
  http::ClientRequest dissolve(const std::string& group, const Credentials& credentials) const override {
    return post(settings_, "/v3.0/oa/group/delete", {{"group_id", group}}, credentials);
  }
  Outcome read_change(const http::ClientResult& result, std::int64_t now) const override { return classify(result, now); }

 private:
  ZaloOaSettings settings_;
};

}  // namespace

std::unique_ptr<GroupAdmin> make_group_admin(const ZaloOaSettings& settings) { return std::make_unique<Groups>(settings); }

}  // namespace adapters::zalo_oa
