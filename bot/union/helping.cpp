#include "bot/union/helping.hpp"

#include "storage/questions.hpp"

namespace trade_union {

namespace {

constexpr std::int64_t page_open_ms = 10 * 60'000;

std::vector<std::string> pages_for(const Scene& scene) {
  if (scene.group) return {"member"};
  switch (scene.rank) {
    case language::Role::officer: return {"officer", "chair", "member"};
    case language::Role::chair: return {"chair", "member"};
    default: return {"member"};
  }
}

}  // namespace

void show_help(Scene& scene, std::size_t page) {
  const auto pages = pages_for(scene);
  if (page >= pages.size()) return scene.reply("nothing_more");
  const bool more = page + 1 < pages.size();
  // A question that waits for its answer is not pushed aside by the next screen: that one follows at once.
  const auto waits = more ? storage::pending_question(scene.session, scene.me.id, scene.now) : std::nullopt;
  const bool at_once = waits && waits->kind != "more";
  if (more && !at_once) storage::ask(scene.session, scene.me.id, "more", nlohmann::json{{"help", page + 1}}.dump(), scene.now, scene.now + page_open_ms);
  scene.reply("help", {{pages[page], true}, {"more", more && !at_once}, {"private", scene.group.has_value() && scene.rank >= language::Role::chair}},
              more && !at_once ? std::vector<Choice>{{title(scene.catalog, "more"), "#1 more"}} : std::vector<Choice>{});
  if (at_once) show_help(scene, page + 1);
}

}  // namespace trade_union
