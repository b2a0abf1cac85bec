// Who somebody may be: names told from talk, and the table of what fits how well. Pure.
#include <catch2/catch.hpp>

#include "bot/language/relay.hpp"
#include "bot/union/arrivals.hpp"
#include "bot/union/grouping.hpp"
#include "bot/union/invites.hpp"
#include "bot/union/matching.hpp"
#include "bot/union/naming.hpp"

using trade_union::Claim;
using trade_union::Known;
using trade_union::Way;

TEST_CASE("names are told from talk") {
  for (const auto& [said, name] : std::vector<std::pair<std::string, std::string>>{
           {"Nguyễn Thị Hoa", "Nguyễn Thị Hoa"}, {"tôi là Giàng A Tủa", "Giàng A Tủa"}, {"em tên là Lò Thị Pánh ạ", "Lò Thị Pánh"}, {"nguyen thi hoa", "nguyen thi hoa"}, {"vang thi so", "vang thi so"},
           {"Cứ Seo Phừ", "Cứ Seo Phừ"}, {"Vàng A Có", "Vàng A Có"}, {"Nguyễn Thị Em", "Nguyễn Thị Em"}, {"Mùa Thị Say", "Mùa Thị Say"}, {"Phàn Lở Mẩy", "Phàn Lở Mẩy"}})
    CHECK(trade_union::name_in(said).value_or("") == name);
  for (const auto* said : {"Hoa", "", "0987 000 456", "đã đọc 324", "một hai ba bốn năm sáu bảy tám chín", "tôi là", "dạ vâng ạ", "Dạ vâng", "em không biết", "ai đấy hả", "toi la ai", "da vang a",
                           "chờ em một lát", "sao lại hỏi tên", "em đang bận", "không có tên"}) {
    CAPTURE(said);
    CHECK_FALSE(trade_union::name_in(said));
  }
  CHECK(language::relay_answer("đúng rồi") == true);
  CHECK(language::relay_answer("Không phải") == false);
  CHECK_FALSE(language::relay_answer("ai đấy"));
}

namespace {

Known known(std::int64_t person, const char* name, const char* phone = "", bool in_scope = true, bool in_team = false) {
  Known k;
  k.person = person, k.name = name, k.in_scope = in_scope, k.in_team = in_team;
  if (*phone) k.phone = phone;
  return k;
}
Known linked(Known k) { return k.linked = true, k; }
Known post(Known k) { return k.post = true, k; }
Known born(Known k, const char* day) { return k.birth_day = day, k; }

Claim said(const char* name, const char* phone = "", bool in_unit = false, bool team = false) {
  Claim c;
  c.name = name, c.in_unit = in_unit, c.team_said = team;
  if (*phone) c.phone = phone;
  return c;
}
Claim proven(Claim c) { return c.phone_proven = true, c; }
Claim born(Claim c, const char* day) { return c.birth_day = day, c; }

constexpr const char *my_phone = "+84987000456", *other_phone = "+84987000111";

}  // namespace

TEST_CASE("who fits how well") {
  struct Case { const char* what; Claim claim; std::vector<Known> roll; Way way; std::int64_t person; std::vector<std::int64_t> shown, barred; };
  const std::vector<Case> cases{
      {"name and phone", proven(said("Giàng Thị Mỷ", my_phone)), {known(1, "Giàng Thị Mỷ", my_phone), known(2, "Giàng Thị Mỷ")}, Way::ask_them, 1, {}, {}},
      {"without marks, and phone", proven(said("giang thi my", my_phone)), {known(1, "Giàng Thị Mỷ", my_phone)}, Way::ask_them, 1, {}, {}},
      {"name and a typed phone", said("Giàng Thị Mỷ", my_phone), {known(1, "Giàng Thị Mỷ", my_phone)}, Way::leader, 0, {1}, {}},
      {"name and a typed phone of one with an account", said("Giàng Thị Mỷ", my_phone), {linked(known(1, "Giàng Thị Mỷ", my_phone))}, Way::ask_account, 1, {}, {}},
      {"name and phone, in another unit", proven(said("Giàng Thị Mỷ", my_phone, true)), {known(1, "Giàng Thị Mỷ", my_phone, false)}, Way::ask_them, 1, {}, {}},
      {"the phone of somebody else", said("Lò Thị Hoa", my_phone), {known(1, "Giàng Thị Mỷ", my_phone)}, Way::leader, 0, {1}, {}},
      {"name and phone, born on another day", born(said("Giàng Thị Mỷ", my_phone), "1990-01-01"), {born(known(1, "Giàng Thị Mỷ", my_phone), "1988-08-12")}, Way::leader, 0, {1}, {}},
      {"a name alone, only said", said("Giàng Thị Mỷ"), {known(1, "Giàng Thị Mỷ")}, Way::leader, 0, {1}, {}},
      {"a name alone, out of the unit", said("Giàng Thị Mỷ", "", true), {known(1, "Giàng Thị Mỷ")}, Way::ask_them, 1, {}, {}},
      {"the roll knows another phone", said("Giàng Thị Mỷ", other_phone, true), {known(1, "Giàng Thị Mỷ", my_phone)}, Way::leader, 0, {1}, {}},
      {"two of one name", said("Mùa Thị Say", "", true), {known(1, "Mùa Thị Say"), known(2, "Mùa Thị Say")}, Way::leader, 0, {1, 2}, {}},
      {"two of one name, one in the tổ said", said("Mùa Thị Say", "", true, true), {known(1, "Mùa Thị Say"), known(2, "Mùa Thị Say", "", true, true)}, Way::ask_them, 2, {}, {}},
      {"two of one name, one born that day", born(said("Mùa Thị Say", "", true), "1988-08-12"), {known(1, "Mùa Thị Say"), born(known(2, "Mùa Thị Say"), "1988-08-12")}, Way::ask_them, 2, {}, {}},
      {"the roll knows the year alone", born(proven(said("Giàng Thị Mỷ", my_phone)), "1988-08-12"), {born(known(1, "Giàng Thị Mỷ", my_phone), "1988")}, Way::ask_them, 1, {}, {}},
      {"the roll knows another year", born(proven(said("Giàng Thị Mỷ", my_phone)), "1988-08-12"), {born(known(1, "Giàng Thị Mỷ", my_phone), "1989")}, Way::leader, 0, {1}, {}},
      {"two of one name, a day and its year", born(said("Mùa Thị Say", "", true), "1988-08-12"), {born(known(1, "Mùa Thị Say"), "1988"), born(known(2, "Mùa Thị Say"), "1988-08-12")}, Way::leader, 0, {2, 1}, {}},
      {"with marks one, without marks two", said("Lò Thị Ín", "", true), {known(1, "Lò Thị In"), known(2, "Lò Thị Ín")}, Way::ask_them, 2, {}, {}},
      {"other marks are another name", said("Lò Thị Ín", "", true), {known(1, "Lò Thị Ìn")}, Way::leader, 0, {1}, {}},
      {"has an account", said("Giàng Thị Mỷ", "", true), {linked(known(1, "Giàng Thị Mỷ"))}, Way::ask_account, 1, {}, {}},
      {"has an account, only said", said("Giàng Thị Mỷ"), {linked(known(1, "Giàng Thị Mỷ"))}, Way::leader, 0, {}, {1}},
      {"holds a post", said("Lò Văn Pản", my_phone, true), {post(known(1, "Lò Văn Pản", my_phone))}, Way::leader, 0, {}, {1}},
      {"holds a post and has an account", said("Lò Văn Pản", "", true), {post(linked(known(1, "Lò Văn Pản")))}, Way::ask_account, 1, {}, {}},
      {"surname and given name", said("Giàng Mỷ", "", true), {known(1, "Giàng Thị Mỷ"), known(2, "Sùng Thị Mỷ")}, Way::leader, 0, {1}, {}},
      {"nobody", said("Không Ai Cả", my_phone, true), {known(1, "Giàng Thị Mỷ", other_phone)}, Way::leader, 0, {}, {}},
      {"the tổ said comes first", said("Mùa Thị Say", "", false, true), {known(1, "Mùa Thị Say"), known(2, "Mùa Thị Say", "", true, true)}, Way::leader, 0, {2, 1}, {}},
  };
  for (const auto& c : cases) {
    CAPTURE(c.what);
    const auto verdict = trade_union::decide(c.claim, c.roll);
    CHECK(verdict.way == c.way);
    CHECK(verdict.person == c.person);
    CHECK(verdict.shown == c.shown);
    CHECK(verdict.barred == c.barred);
  }
}

TEST_CASE("when somebody may begin again") {
  using trade_union::Arrival;
  using trade_union::Begin;
  constexpr std::int64_t day = 86'400'000;
  const auto with = [](const char* state, std::int64_t starts = 1) {
    Arrival a;
    a.state = state, a.starts = starts, a.at = 0;
    return std::optional(a);
  };
  CHECK(trade_union::may_begin(std::nullopt, 0) == Begin::fresh);
  CHECK(trade_union::may_begin(with("asking"), day) == Begin::same);
  CHECK(trade_union::may_begin(with("seen"), day) == Begin::same);
  CHECK(trade_union::may_begin(with("guest"), 6 * day) == Begin::wait);
  CHECK(trade_union::may_begin(with("guest"), 8 * day) == Begin::fresh);
  CHECK(trade_union::may_begin(with("guest", 4), 8 * day) == Begin::enough);
  CHECK(trade_union::may_begin(with("proving"), day / 2) == Begin::wait);
  CHECK(trade_union::may_begin(with("proving"), 2 * day) == Begin::fresh);
  CHECK(trade_union::may_begin(with("refused"), 1) == Begin::fresh);
  CHECK(trade_union::may_begin(with("refused", 4), 1) == Begin::enough);
  CHECK(trade_union::may_begin(with("refused", 4), 91 * day) == Begin::fresh);
  CHECK(trade_union::may_begin(with("bound", 9), 1) == Begin::fresh);
}

TEST_CASE("wrong codes make the account wait longer each time") {
  const std::vector<std::int64_t> minutes{0, 1, 5, 30, 120, 720, 720, 720};
  for (std::size_t failed = 0; failed < minutes.size(); ++failed) CHECK(trade_union::wait_after(static_cast<std::int64_t>(failed)) == minutes[failed] * 60'000);
}

TEST_CASE("what a group can be for") {
  struct Case { const char* purpose; const char* kind; bool children; bool fits; };
  for (const auto& c : {Case{"to", "to", false, true}, {"to", "cdcs", true, false}, {"whole", "cdcs", true, true}, {"whole", "cdcs", false, true}, {"whole", "to", false, false}, {"board", "cdcs", true, true},
                        {"board", "to", false, false}, {"board", "tinh", true, true}, {"chairs", "cap_tren", true, true}, {"chairs", "cap_tren", false, false}, {"chairs", "to", false, false}, {"chairs", "cdcs", false, false},
                        {"party", "cdcs", true, false}}) {
    CAPTURE(c.purpose, c.kind);
    CHECK(trade_union::fits(c.purpose, c.kind, c.children) == c.fits);
  }
  for (const auto& [kind, purpose] : std::vector<std::pair<std::string, std::string>>{{"to", "to"}, {"cdcs", "whole"}, {"cdbp", "whole"}, {"cap_tren", "chairs"}, {"tinh", "chairs"}}) CHECK(trade_union::usual_purpose(kind) == purpose);
  CHECK(trade_union::purpose_said("gắn nhóm này với ban chấp hành CĐCS May Sơn Hà") == "board");
  CHECK(trade_union::purpose_said("gan nhom nay voi BCH May Son Ha") == "board");
  CHECK(trade_union::purpose_said("gắn nhóm này với các chủ tịch CĐ xã Mường Lặn") == "chairs");
  CHECK(trade_union::purpose_said("gắn nhóm này với tổ 3").empty());
}
