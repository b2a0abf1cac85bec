// Who may do what: the whole table, and posts over the tree.
#include <map>

#include "bot/union/rights.hpp"
#include "storage/roles.hpp"
#include "tests/union/chat.hpp"

using tests::Chat;
using trade_union::Act;
using trade_union::Post;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

const std::vector<Act> all_acts = [] {
  std::vector<Act> acts;
  for (int i = 0; i < trade_union::act_count; ++i) acts.push_back(static_cast<Act>(i));
  return acts;
}();

}  // namespace

TEST_CASE("each post may do what stands here and nothing else") {
  const std::vector<Act> leads{Act::see_figures, Act::see_missing, Act::lead, Act::delegate};
  const std::vector<Act> team{Act::see_figures, Act::see_missing, Act::lead, Act::attest, Act::admit, Act::delegate};
  const std::vector<Act> chair{Act::see_figures, Act::see_missing, Act::lead, Act::attest, Act::admit, Act::read_feedback, Act::handle_feedback, Act::manage_members,
                               Act::read_person, Act::manage_groups, Act::draft, Act::send_down, Act::delegate};
  const std::map<Post, std::vector<Act>> table{
      {Post::member, {}}, {Post::to_leader, team}, {Post::to_deputy, team}, {Post::chair, chair}, {Post::deputy, chair}, {Post::board, leads},
      {Post::inspection, {Act::see_figures, Act::see_missing, Act::read_feedback, Act::list_units, Act::delegate, Act::read_audit}},
      {Post::officer, all_acts}, {Post::clerk, {Act::see_figures, Act::draft, Act::list_units, Act::delegate}}};
  for (const auto& [post, acts] : table)
    for (const auto act : all_acts) {
      CAPTURE(static_cast<int>(post), static_cast<int>(act));
      CHECK(trade_union::allows(post, act) == (std::find(acts.begin(), acts.end(), act) != acts.end()));
    }
  for (const auto act : all_acts) CHECK(trade_union::allows(Post::administrator, act) == (act != Act::delegate));
}

TEST_CASE("the inspection changes nothing, the clerk issues nothing") {
  for (const auto act : {Act::lead, Act::attest, Act::admit, Act::handle_feedback, Act::manage_members, Act::manage_groups, Act::draft, Act::send_down, Act::manage_units, Act::grant_posts})
    CHECK_FALSE(trade_union::allows(Post::inspection, act));
  CHECK(trade_union::allows(Post::clerk, Act::draft));
  CHECK_FALSE(trade_union::allows(Post::clerk, Act::send_down));
}

TEST_CASE("a row of the roll gives posts by the kind of its unit") {
  CHECK(trade_union::posts_of("chair", "cdcs") == std::vector{Post::chair});
  CHECK(trade_union::posts_of("chair", "cap_tren") == std::vector{Post::chair, Post::officer});
  CHECK(trade_union::posts_of("deputy", "tinh") == std::vector{Post::deputy, Post::officer});
  CHECK(trade_union::posts_of("to_leader", "to") == std::vector{Post::to_leader});
  CHECK(trade_union::posts_of("king", "tinh").empty());
}

TEST_CASE("a refusal names the nearest who can") {
  Chat chat;
  const auto members = chat.answer("Giàng Thị Mỷ", "thêm đoàn viên Hầu Thị Mo vào tổ 3");
  CHECK(has(members, "chưa có quyền"));
  CHECK(has(members, "chủ tịch CĐCS Công ty TNHH May Sơn Hà (Lò Văn Pản)"));
  const auto posts = chat.answer("Lò Văn Pản", "cho Lò Thị Pánh làm tổ trưởng tổ 1");
  CHECK(has(posts, "cán bộ CĐ các KCN tỉnh (Lý Văn Sẻng)"));
  CHECK_FALSE(has(posts, "Vũ Thu Hương"));  // farther away
}

TEST_CASE("posts have days, and what is below a unit belongs to it") {
  Chat chat;
  chat.read([&](storage::Session& s) {
    storage::add_role(s, {.person = chat.person("Lò Thị Pánh").id, .unit = storage::roles(s, chat.person("Lò Văn Pản").id, "2026-11-23").front().unit, .role = "deputy",
                          .from_day = "2026-11-25", .to_day = "2026-11-28"});
  });
  const auto command = "tạo bình chọn: Đi đâu? | Sa Pa | Mộc Châu";
  CHECK(has(chat.answer("Lò Thị Pánh", command), "chưa có quyền"));
  chat.now += 2 * 86'400'000;
  CHECK(has(chat.answer("Lò Thị Pánh", command), "hỏi 312 người"));
  chat.now += 3 * 86'400'000;
  CHECK(has(chat.answer("Lò Thị Pánh", "chốt bc1"), "chưa có quyền"));
}

TEST_CASE("who stands in for an officer gives and takes no posts") {
  Chat chat;
  chat.read([&](storage::Session& s) {
    const auto post = storage::roles(s, chat.person("Lý Văn Sẻng").id, "2026-11-23").front();
    storage::add_role(s, {.person = chat.person("Giàng Thị Mỷ").id, .unit = post.unit, .role = post.role, .from_day = "2026-11-20", .to_day = "2026-12-01", .delegated_from = post.id});
  });
  for (const auto* line : {"cho Giàng Thị Mỷ làm chủ tịch CĐCS May Sơn Hà", "thôi chức chủ tịch của Lò Văn Pản"}) {
    const auto answer = chat.answer("Giàng Thị Mỷ", line);
    CHECK(has(answer, "chưa có quyền"));
    CHECK_FALSE(has(answer, "Giàng Thị Mỷ)"));
  }
}
