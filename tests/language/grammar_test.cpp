// A change of the grammar needs no C++: the snippets are those of docs/language.md.
#include "bot/language/grammar.hpp"

#include <stdexcept>

#include "bot/language/roll.hpp"
#include "tests/language/said.hpp"

using namespace said;
using language::Grammar;

namespace {

language::Context with(const Grammar& grammar, Role role) { return {role, false, now(), false, &grammar, nullptr}; }

std::string refusal(const char* text) {
  try {
    Grammar::read({text});
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a phrase is added to a list") {
  CHECK(language::understand("gút bai bình chọn 7", direct(Role::chair)).name != "poll_close");
  const auto own = Grammar::read({"[closing] gút bai\n"});
  const auto intent = language::understand("gút bai bình chọn 7", with(own, Role::chair));
  CHECK(intent.name == "poll_close");
  CHECK(intent.args["poll"] == 7);
}

TEST_CASE("an abbreviation is spelt out") {
  const auto own = Grammar::read({"spell kế hoạch = kzh\n"});
  const auto intent = language::understand("cho em xin kzh 45", with(own, Role::member));
  CHECK(intent.name == "directive_find");
  CHECK(intent.args["doc_type"] == "KH");
}

TEST_CASE("an intent gets another wording, and a list of its own for it") {
  const auto own = Grammar::read({"[roll_call] đếm quân, đếm đầu người\n\nintent quorum\n  say +20 {roll_call}\n"});
  check({"đếm quân giúp chị", "quorum", R"({"needs":"one_open_event"})"}, with(own, Role::chair));
}

TEST_CASE("an intent of its own: role, arguments, needs") {
  const auto own = Grammar::read({"intent lend_hall chair\n  say +50 \"mượn hội trường\"\n  args group\n  needs one_open_event\n"});
  check({"mượn hội trường cho tổ 3", "lend_hall", R"({"group":"tổ 3","needs":"one_open_event"})"}, with(own, Role::chair));
  check({"mượn hội trường cho tổ 3", "lend_hall", R"({"group":"tổ 3","needs":"one_open_event","expect":"deny"})"}, with(own, Role::member));
}

TEST_CASE("an old name stands for a unit of today") {
  const auto own = Grammar::read({"alias CĐ xã Mường Lặn = công đoàn huyện cũ, CĐ huyện Mường Lặn\n"});
  const language::Roll roll({{"CĐ xã Mường Lặn", "CĐ phường Nậm Sơn"}, {}}, own.lexicon(), own.aliases());
  auto context = with(own, Role::officer);
  context.roll = &roll;
  check({"nối nhóm này với CĐ huyện Mường Lặn", "group_bind", R"({"unit":"CĐ xã Mường Lặn"})"}, context);
  check({"nối nhóm này với phường Nậm Sơn", "group_bind", R"({"unit":"CĐ phường Nậm Sơn"})"}, context);
}

TEST_CASE("a mistake in the grammar names its line") {
  CHECK(refusal("[a] b\nintent x\n  say {nowhere}\n") == "own words line 3: there is no list nowhere");
  CHECK(refusal("intent x\n  say <nothing>\n") == "own words line 2: no value is called <nothing>");
  CHECK(refusal("intent x\n  say (a | b\n") == "own words line 2: brackets or quotes do not match");
  CHECK(refusal("intent x boss\n") == "own words line 1: unknown role boss");
  CHECK(refusal("spell a\n") == "own words line 1: spell needs a =");
  CHECK(refusal("[a b\n") == "own words line 1: a list is written [name] or [name=value]");
}

TEST_CASE("what was understood can be explained") {
  const auto why = language::explain("thống kê tổ 3", direct(Role::chair));
  CHECK(why["marks"] == true);
  CHECK(why["words"].size() == 4);
  CHECK(why["candidates"][0]["intent"] == "stats");
  CHECK(why["candidates"][0]["score"].get<int>() > 0);
  CHECK(why["candidates"][0]["because"].get<std::string>().rfind("say", 0) == 0);
  CHECK(why["answer"]["intent"] == "stats");
}

TEST_CASE("a line nothing fits is counted by its shape, without a word of its writer's") {
  const auto shape = language::shape_of("ông Páo bảo con trâu nhà Xín Mần 0987000111 bc7", direct(Role::member));
  for (const auto* secret : {"pao", "xin man", "0987000111"}) CHECK(shape.find(secret) == std::string::npos);
  CHECK(shape.find("<phone>") != std::string::npos);
}

TEST_CASE("a request put as a question is asked about first") {
  for (const auto* line : {"bc 7 chọn 2 có được không", "cho em xoá dữ liệu của em được không"}) CHECK(language::understand(line, direct(Role::member)).guessed);
  for (const auto* line : {"gia hạn bc 7 được không", "xoá tên Lý A Páo được không"}) CHECK(language::understand(line, direct(Role::chair)).guessed);
}

TEST_CASE("what must never stand beside an intent is data") {
  const auto own = Grammar::read({"[surely_not] chả thèm\nintent poll_close\n  never {surely_not}\n"});
  CHECK(language::understand("chả thèm chốt bình chọn 7", with(own, Role::chair)).name != "poll_close");
  CHECK(language::understand("chốt bình chọn 7", with(own, Role::chair)).name == "poll_close");
}

TEST_CASE("a guess is marked as one") {
  CHECK(language::understand("điểm dahn 1093", direct(Role::member)).guessed);
  CHECK_FALSE(language::understand("điểm danh 1093", direct(Role::member)).guessed);
  CHECK_FALSE(language::understand("chojn 3 nha", direct(Role::member)).guessed);
  CHECK(language::changes_something("poll_vote"));
  CHECK_FALSE(language::changes_something("stats"));
  CHECK(language::asks_back({"poll_close", {{"poll", 7}}}));
  CHECK_FALSE(language::asks_back({"poll_vote", {{"choices", {1}}}}));
}

TEST_CASE("at most three meanings are offered, none that the writer may not") {
  const auto meanings = language::did_you_mean("bc 7 xuất chốt gia hạn mở lại file", direct(Role::chair));
  CHECK(meanings.size() <= 3);
  CHECK_FALSE(meanings.empty());
  for (const auto& meaning : language::did_you_mean("bc 7 xuất chốt gia hạn mở lại file", direct(Role::member))) CHECK(meaning.args.value("expect", "") != "deny");
  CHECK(language::did_you_mean("", direct(Role::chair)).empty());
}
