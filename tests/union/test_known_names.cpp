// The names that lines are read with: read from the tables, again when they changed, and kept for whoever still reads with the old ones.
#include <catch2/catch.hpp>

#include "bot/language/grammar.hpp"
#include "bot/language/intent.hpp"
#include "bot/language/roll.hpp"
#include "bot/language/text.hpp"
#include "bot/union/known_names.hpp"
#include "storage/people.hpp"
#include "storage/units.hpp"
#include "tests/storage/stores.hpp"

namespace {

const std::int64_t now = *language::moment_of("2026-11-23T08:00:00+07:00");

void add_unit(storage::Session& session, const std::string& kind, const std::string& name, std::optional<std::string> until = std::nullopt) {
  storage::add_unit(session, {"", kind, name, name, language::fold(name), language::sort_key(name), "2020-01-01", std::move(until), 0});
}

void add_person(storage::Session& session, const std::string& name) { storage::add_person(session, name, language::fold(name), language::person_sort_key(name), now); }

// The unit that "gắn nhóm này với …" names.
std::string unit_said(const trade_union::KnownNames& names, const std::string& said) {
  const auto roll = names.roll();
  return language::understand("gắn nhóm này với " + said, {language::Role::chair, false, now, false, nullptr, roll.get()}).args.value("unit", "");
}

std::string name_said(const trade_union::KnownNames& names, const std::string& line) {
  const auto roll = names.roll();
  return language::understand(line, {language::Role::chair, false, now, false, nullptr, roll.get()}).args.value("name", "");
}

}  // namespace

TEST_CASE("units and people of the tables are known by their names, tổ and ended units are not") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  trade_union::KnownNames names;
  CHECK_FALSE(names.roll());
  database->write([&](storage::Session& session) {
    add_unit(session, "cdcs", "CĐCS Công ty CP Chè Pu Lan");
    add_unit(session, "to", "Tổ 3");
    add_unit(session, "cdcs", "CĐCS cơ quan Huyện uỷ", "2025-06-15");
    add_person(session, "Hờ Bá Và");
    names.refresh(session, now, false);
  });
  CHECK(unit_said(names, "Chè Pu Lan") == "CĐCS Công ty CP Chè Pu Lan");
  CHECK(unit_said(names, "cơ quan Huyện uỷ").find("CĐCS cơ quan") == std::string::npos);
  CHECK(name_said(names, "xoá tên hờ bá và khỏi tổ 3") == "hờ bá và");
}

TEST_CASE("a new name is known after the next look, an unchanged roll stays the same") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  trade_union::KnownNames names;
  const auto look = [&](bool changed) { database->write([&](storage::Session& session) { names.refresh(session, now, changed); }); };
  look(false);
  const auto before = names.roll();
  look(false);
  CHECK(names.roll() == before);
  database->write([](storage::Session& session) { add_unit(session, "cdcs", "CĐCS Trường Mầm non tư thục Hoa Ban"); });
  CHECK(unit_said(names, "Hoa Ban") != "CĐCS Trường Mầm non tư thục Hoa Ban");
  look(false);
  CHECK(unit_said(names, "Hoa Ban") == "CĐCS Trường Mầm non tư thục Hoa Ban");
  const auto known = names.roll();
  look(true);                                     // a name may be as long as before
  CHECK(names.roll() != known);
}

TEST_CASE("an alias of the deployment names a unit") {
  const auto store = tests::make_store(tests::all_stores().front());
  const auto database = store->open();
  const auto grammar = std::make_shared<const language::Grammar>(language::Grammar::read({"alias CĐ xã Mường Lặn = công đoàn huyện cũ\n"}));
  trade_union::KnownNames names(grammar);
  database->write([&](storage::Session& session) {
    add_unit(session, "cap_tren", "CĐ xã Mường Lặn");
    names.refresh(session, now, false);
  });
  const auto roll = names.roll();
  const auto meant = language::understand("gắn nhóm này với công đoàn huyện cũ", {language::Role::chair, false, now, false, grammar.get(), roll.get()});
  CHECK(meant.args.value("unit", "") == "CĐ xã Mường Lặn");
}
