// Codes by command: for one person, once; of a unit; never in a group, and never a way to a post the maker is not above.
#include "bot/language/text.hpp"
#include "bot/union/scene.hpp"
#include "storage/roles.hpp"
#include "tests/union/meaning.hpp"
#include "tests/union/stranger.hpp"

using tests::answer_to, tests::Chat, tests::has, tests::means, tests::Stranger;
using storage::Session;

namespace {

constexpr const char *chair = "Lò Văn Pản", *leader = "Giàng Thị Mỷ", *officer = "Vũ Thu Hương";

std::string code_in(const std::string& text) {
  const auto at = text.find("mã ");
  REQUIRE(at != std::string::npos);
  const auto from = at + std::string("mã ").size();
  return text.substr(from, text.find('\n', from) - from);
}

}  // namespace

TEST_CASE("a chair gives a person of the unit a code of their own, with a message to pass on") {
  Chat chat;
  tests::add_member(chat, "Cứ Seo Phừ", "MSH-3");
  chat.says(chair, "xin chào");
  const auto out = means(chat, chair, "code_create", {{"name", "Cứ Seo Phừ"}});
  REQUIRE(out.size() == 2);
  CHECK_THAT(out[0].text, Catch::Contains("Mã riêng của Cứ Seo Phừ") && Catch::Contains("26/11"));
  Stranger stranger{chat};
  CHECK_THAT(stranger.answer("mã " + code_in(out[1].text)), Catch::Contains("cấp cho Cứ Seo Phừ"));
  CHECK_THAT(stranger.answer("đúng"), Catch::Contains("Đã nối: Cứ Seo Phừ"));
  CHECK(tests::number(chat, ("SELECT COUNT(*) FROM audit WHERE action = 'code_made' AND actor = 'person:" + std::to_string(chat.person(chair).id) + "'").c_str()) == 1);
}

TEST_CASE("who has an account already is told on it that a code was made") {
  Chat chat;
  const auto out = means(chat, leader, "code_create", {{"name", "Giàng A Tủa"}});
  const auto* news = tests::told(out, chat.person("Giàng A Tủa").zalo_id);
  REQUIRE(news);
  CHECK_THAT(news->text, Catch::Contains("vừa cấp mã"));
  CHECK_FALSE(has(news->text, code_in(out.back().text)));
}

TEST_CASE("a code is no way to a post the maker is not above, nor to another unit's people") {
  Chat chat;
  chat.read([&](Session& s) { storage::add_role(s, chat.person("Giàng A Tủa").id, chat.province.root_unit, "officer", "2026-01-01"); });
  CHECK_THAT(answer_to(chat, chair, "code_create", {{"name", "Giàng A Tủa"}}), Catch::Contains("chưa có quyền"));
  CHECK_THAT(answer_to(chat, leader, "code_create", {{"name", "Lò Văn Pản"}}), Catch::Contains("Không thấy ai"));
  CHECK_THAT(answer_to(chat, "Lò Thị Pánh", "code_create", {{"name", "Lò Thị Hoa"}}), Catch::Contains("chưa có quyền"));
  CHECK(tests::number(chat, "SELECT COUNT(*) FROM invite") == 0);
  CHECK_THAT(answer_to(chat, chair, "code_create", {{"name", leader}}), Catch::Contains("Gửi Giàng Thị Mỷ"));
  CHECK_THAT(answer_to(chat, officer, "code_create", {{"name", chair}}), Catch::Contains("Gửi Lò Văn Pản"));
}

TEST_CASE("without a name it is the unit's code, the same each time") {
  Chat chat;
  chat.says(chair, "xin chào");
  const auto first = means(chat, chair, "code_create", nlohmann::json::object());
  REQUIRE(first.size() == 2);
  CHECK_THAT(first[0].text, Catch::Contains("CĐCS Công ty TNHH May Sơn Hà"));
  CHECK_THAT(first[1].text, Catch::Contains("https://congdoan.example/r/"));
  CHECK(means(chat, chair, "code_create", nlohmann::json::object())[1].text == first[1].text);
  CHECK_FALSE(answer_to(chat, chair, "code_create", {{"group", "tổ 3"}}) == first[1].text);
  Stranger stranger{chat};
  CHECK_THAT(stranger.answer("mã " + code_in(first[1].text)), Catch::Contains("May Sơn Hà"));
  CHECK_THAT(answer_to(chat, "Lò Thị Pánh", "code_create", nlohmann::json::object()), Catch::Contains("chưa có quyền"));
}

TEST_CASE("asked for in a group, a code goes to the direct chat alone") {
  Chat chat;
  trade_union::Turn turn;
  chat.database->write([&](Session& s) {
    trade_union::Incoming in;
    in.from = {"zalo", chat.province.oa_id, true, chat.group("Tổ 3 · Xưởng May").id};
    in.sender_id = chat.person(chair).zalo_id;
    const auto me = storage::touch_identity(s, "zalo", chat.province.oa_id, in.sender_id, 0);
    const trade_union::Settings settings{"Ban Tuyên giáo", "0213", {}, ""};
    trade_union::Scene scene{s, chat.catalog, settings, in, chat.now, "2026-11-23", turn, me, storage::roles(s, me.person, "2026-11-23"), language::Role::chair,
                             storage::touch_group(s, "zalo", chat.province.oa_id, in.from.id)};
    trade_union::on_code_create(scene, {{"name", "Giàng A Tủa"}});
  });
  int in_group = 0;
  for (const auto& message : turn.out) {
    if (!message.to.group) continue;
    ++in_group;
    CHECK_FALSE(has(message.text, "Tủa"));
    CHECK_FALSE(has(message.text, "mã "));
  }
  CHECK(in_group >= 1);
  CHECK(turn.out.size() > static_cast<std::size_t>(in_group));
}
