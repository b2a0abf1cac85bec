// Chat groups: whose they are, by whose word, and who comes and goes.
#include "bot/union/invites.hpp"
#include "storage/groups.hpp"
#include "tests/storage/stores.hpp"
#include "tests/union/stranger.hpp"

using tests::add_member, tests::Chat, tests::has, tests::number, tests::Stranger, tests::unit;
using trade_union::Incoming;
using trade_union::Outgoing;

namespace {

constexpr const char *chair = "Lò Văn Pản", *officer = "Vũ Thu Hương";
constexpr std::int64_t hour = 3'600'000;

// A group of the OA that is not of the sample.
struct Fresh {
  Chat& chat;
  std::string id = "f499000000000000000001";
  std::vector<Outgoing> says(const std::string& who, const std::string& text) { return from(chat.person(who).zalo_id, Incoming::Kind::message, text); }
  std::string answer(const std::string& who, const std::string& text) {
    const auto out = says(who, text);
    return out.empty() ? "" : out.back().text;
  }
  std::vector<Outgoing> happens(Incoming::Kind kind, const std::vector<std::string>& persons = {}) { return from("", kind, "", persons); }
  std::vector<Outgoing> from(const std::string& sender, Incoming::Kind kind, const std::string& text, const std::vector<std::string>& persons = {}) {
    Incoming in;
    in.kind = kind;
    in.text = text;
    in.sender_id = sender;
    in.persons = persons;
    in.from = {"zalo", chat.province.oa_id, true, id};
    in.at = chat.now;
    const auto turn = chat.database->write([&](storage::Session& s) { return chat.rules.handle(s, in, chat.now); });
    questions_changed = turn.questions_changed;
    chat.now += 1'000;
    return turn.out;
  }
  storage::Group row() {
    return chat.read([&](storage::Session& s) { return storage::find_group(s, "zalo", chat.province.oa_id, id).value_or(storage::Group{}); });
  }
  std::vector<storage::Binding> history() {
    const auto group = row().id;
    return chat.read([&](storage::Session& s) { return storage::bindings(s, group); });
  }
  bool questions_changed = false;
};

std::vector<Outgoing> due(Chat& chat) { return chat.database->write([&](storage::Session& s) { return chat.rules.due(s, chat.now); }).out; }

}  // namespace

TEST_CASE("a chair binds a group after a yes, and it introduces itself once") {
  Chat chat;
  Fresh group{chat};
  const auto preview = group.says(chair, "@bot gắn nhóm này với tổ 4");
  REQUIRE(preview.size() == 2);
  CHECK(has(preview[0].text, "máy trả lời tự động"));
  CHECK(has(preview[0].text, "lưu"));
  CHECK(has(preview[1].text, "Tổ 4, CĐCS Công ty TNHH May Sơn Hà"));
  CHECK(has(preview[1].text, "nhóm của tổ"));
  CHECK(group.row().unit == 0);
  const auto done = group.says(chair, "@bot đồng ý");
  REQUIRE(done.size() == 1);
  CHECK(has(done[0].text, "đã gắn với Tổ 4"));
  CHECK(group.questions_changed);
  CHECK(group.row().unit == unit(chat, "MSH-4"));
  CHECK(group.row().purpose == "to");
  CHECK(number(chat, "SELECT COUNT(*) FROM audit WHERE action = 'group_bind'") == 1);
  CHECK(number(chat, "SELECT COUNT(*) FROM group_binding WHERE to_at IS NULL AND by_person IS NOT NULL") == 1);
}

TEST_CASE("an open poll reaches the new group, and short answers count there") {
  Chat chat;
  chat.says(chair, "tạo bình chọn: Đi đâu? | Sa Pa | Mộc Châu");
  Fresh group{chat};
  group.says(chair, "@bot gắn nhóm này với tổ 4");
  group.says(chair, "@bot đồng ý");
  const auto open = chat.read([&](storage::Session& s) { return trade_union::groups_with_open_question(s, chat.now); });
  CHECK(std::find(open.begin(), open.end(), trade_union::conversation_key({"zalo", chat.province.oa_id, true, group.id})) != open.end());
}

TEST_CASE("purposes follow the words and the kind of the unit") {
  Chat chat;
  struct Case { const char* who; const char* line; const char* unit; const char* purpose; };
  int n = 0;
  for (const auto& c : {Case{chair, "@bot gắn nhóm này với ban chấp hành CĐCS May Sơn Hà", "MSH", "board"}, {chair, "@bot gắn nhóm này với CĐCS May Sơn Hà", "MSH", "whole"},
                        {officer, "@bot gắn nhóm này với các chủ tịch CĐ xã Mường Lặn", "ML", "chairs"}, {officer, "@bot gắn nhóm này với CĐ phường Nậm Sơn", "NS", "chairs"},
                        {officer, "@bot gắn nhóm này với tổ 3 CĐCS Chè Pu Lan", "CPL-3", "to"}}) {
    CAPTURE(c.line);
    Fresh group{chat, "f49900000000000000001" + std::to_string(n++)};
    group.says(c.who, c.line);
    group.says(c.who, "@bot đồng ý");
    CHECK(group.row().unit == unit(chat, c.unit));
    CHECK(group.row().purpose == c.purpose);
  }
  Fresh group{chat};
  CHECK(has(group.answer(officer, "@bot gắn nhóm này với các chủ tịch CĐCS Mầm non Hoa Ban"), "không có"));
  CHECK(has(group.answer(officer, "@bot gắn nhóm này với ban chấp hành tổ 3 CĐCS Chè Pu Lan"), "không có"));
  CHECK(has(group.answer(officer, "@bot gắn nhóm này với CĐCS Hoa Sen Trắng"), "chưa rõ gắn với đơn vị nào"));
  CHECK(has(chat.answer(chair, "gắn nhóm này với tổ 4"), "ngay trong nhóm"));
  CHECK(group.row().unit == 0);
}

TEST_CASE("who may not bind hears who can") {
  Chat chat;
  Fresh group{chat};
  const auto answer = group.answer("Giàng Thị Mỷ", "@bot gắn nhóm này với tổ 3");  // a tổ leader
  CHECK(has(answer, "Lò Văn Pản"));
  CHECK(has(group.answer(chair, "@bot gắn nhóm này với CĐCS Chè Pu Lan"), "chưa có quyền"));
  CHECK(group.row().unit == 0);
  CHECK(number(chat, "SELECT COUNT(*) FROM audit WHERE action = 'group_bind'") == 0);
}

TEST_CASE("a group goes to another unit only after a second yes that names the old one") {
  Chat chat;
  Fresh group{chat};
  group.says(chair, "@bot gắn nhóm này với tổ 4");
  group.says(chair, "@bot đồng ý");
  CHECK(has(group.answer(chair, "@bot gắn nhóm này với tổ 5"), "đang gắn với Tổ 4"));
  CHECK(has(group.answer(chair, "@bot đồng ý"), "thôi là của Tổ 4"));
  CHECK(group.row().unit == unit(chat, "MSH-4"));
  CHECK(has(group.answer(chair, "@bot đồng ý"), "đã gắn với Tổ 5"));
  const auto history = group.history();
  REQUIRE(history.size() == 2);
  CHECK(history[0].unit == unit(chat, "MSH-4"));
  CHECK(history[0].to_at.has_value());
  CHECK(history[1].unit == unit(chat, "MSH-5"));
  CHECK_FALSE(history[1].to_at.has_value());
  // what is another union's is not taken by its neighbour
  CHECK(has(group.answer("Cà Văn Tiện", "@bot gắn nhóm này với CĐ xã Mường Lặn"), "chưa có quyền"));
}

TEST_CASE("a group is unbound after a yes, and then hints once") {
  Chat chat;
  Fresh group{chat};
  group.says(chair, "@bot gắn nhóm này với tổ 4");
  group.says(chair, "@bot đồng ý");
  CHECK(has(group.answer("Giàng A Tủa", "@bot bỏ gắn nhóm này"), "chưa có quyền"));
  CHECK(has(group.answer(chair, "@bot bỏ gắn nhóm này"), "Bỏ gắn nhóm này khỏi Tổ 4"));
  CHECK(has(group.answer(chair, "@bot đồng ý"), "Đã bỏ gắn"));
  CHECK(group.row().unit == 0);
  CHECK(has(group.answer(chair, "@bot điểm danh"), "chưa gắn với đơn vị nào"));
  CHECK(group.says(chair, "@bot điểm danh").empty());
  CHECK(group.says("Giàng A Tủa", "@bot điểm danh").empty());
}

TEST_CASE("a group's code binds it at once, for its unit alone, once") {
  Chat chat;
  const auto code_for = [&](const char* where) {
    const auto id = unit(chat, where);
    return chat.read([&](storage::Session& s) { return trade_union::new_group_code(s, id, "", chat.now, 10 * hour); });
  };
  Fresh group{chat}, second{chat, "f499000000000000000002"};
  const auto code = code_for("MSH-4");
  CHECK(has(chat.answer("Giàng A Tủa", "mã " + code), "ngay trong nhóm"));
  CHECK(has(group.answer("Giàng A Tủa", "@bot mã " + code), "đã gắn với Tổ 4"));
  CHECK(has(second.answer("Giàng A Tủa", "@bot mã " + code), "không dùng được"));
  chat.now += hour;
  CHECK(has(group.answer("Giàng A Tủa", "@bot mã " + code_for("CPL-1")), "chưa có quyền"));  // bound to another union already
  CHECK(group.row().unit == unit(chat, "MSH-4"));
  const auto person = add_member(chat, "Cứ Seo Phừ", "MSH-3");
  const auto personal = chat.read([&](storage::Session& s) { return trade_union::new_person_code(s, person, chat.now, hour); });
  CHECK(has(group.answer("Giàng A Tủa", "@bot mã " + personal), "không dùng được"));  // the same words as for a wrong one
}

TEST_CASE("a dissolved group ends its binding and the leader hears of it") {
  Chat chat;
  Fresh group{chat};
  group.says(chair, "@bot gắn nhóm này với tổ 4");
  group.says(chair, "@bot đồng ý");
  const auto out = group.happens(Incoming::Kind::group_deleted);
  CHECK(group.questions_changed);
  REQUIRE(tests::told(out, chat.person(chair).zalo_id));
  CHECK(has(tests::told(out, chat.person(chair).zalo_id)->text, "giải tán"));
  CHECK(number(chat, "SELECT COUNT(*) FROM group_binding WHERE to_at IS NULL AND group_id = (SELECT MAX(id) FROM chat_group)") == 0);
}

TEST_CASE("who leaves the groups of a unit and who comes unknown is told to the leader once a day") {
  Chat chat;
  const auto group_id = chat.group("Tổ 3 · Xưởng May").id;
  Fresh group{chat, group_id};
  const auto& tua = chat.person("Giàng A Tủa");
  group.happens(Incoming::Kind::group_leave, {tua.zalo_id});
  group.happens(Incoming::Kind::group_join, {"99001"});
  group.happens(Incoming::Kind::group_join, {chat.province.oa_id});  // ourselves
  due(chat);                                                          // the hour has not struck
  chat.now = tests::start + 10 * hour;                                // 18:00
  const auto out = due(chat);
  const auto* told = tests::told(out, chat.person("Giàng Thị Mỷ").zalo_id);
  REQUIRE(told);
  CHECK(has(told->text, "1 người đã rời nhóm: Giàng A Tủa"));
  CHECK(has(told->text, "1 người vào nhóm chưa có trong danh sách"));
  CHECK(std::none_of(out.begin(), out.end(), [](const Outgoing& o) { return o.to.group; }));
  CHECK(due(chat).empty());
  chat.now += 24 * hour;
  CHECK(due(chat).empty());  // nothing new
  group.happens(Incoming::Kind::group_join, {tua.zalo_id});
  CHECK(number(chat, ("SELECT COUNT(*) FROM group_member WHERE to_at IS NULL AND group_id = (SELECT id FROM chat_group WHERE external_id = '" + group_id + "') AND person_id = " + std::to_string(tua.id)).c_str()) == 1);
}

TEST_CASE("groups on PostgreSQL") {
  if (tests::postgres_address().empty()) {
    WARN("NHIPCAU_TEST_PG is not set: PostgreSQL is not tested");
    return;
  }
  const tests::ScratchDatabase scratch;
  Chat chat(storage::open_postgres({scratch.url(), 2, 1, true}));
  Fresh group{chat};
  CHECK(has(group.answer(chair, "@bot điểm danh"), "chưa gắn"));
  CHECK(group.says(chair, "@bot điểm danh").empty());
  group.says(chair, "@bot gắn nhóm này với tổ 4");
  CHECK(has(group.answer(chair, "@bot đồng ý"), "đã gắn với Tổ 4"));
  group.happens(Incoming::Kind::group_join, {chat.person("Giàng A Tủa").zalo_id, "99001"});
  group.happens(Incoming::Kind::group_leave, {chat.person("Giàng A Tủa").zalo_id});
  const auto where = unit(chat, "MSH-4");
  const auto code = chat.read([&](storage::Session& s) { return trade_union::new_group_code(s, where, "", chat.now, hour); });
  Fresh second{chat, "f499000000000000000002"};
  CHECK(has(second.answer("Giàng A Tủa", "@bot mã ABCD-EFGH-JKLM"), "không dùng được"));
  chat.now += hour / 2;
  CHECK(has(second.answer("Giàng A Tủa", "@bot mã " + code), "đã gắn với Tổ 4"));
  chat.now = tests::start + 10 * hour;
  const auto out = due(chat);
  CHECK(tests::told(out, chat.person(chair).zalo_id));
  group.happens(Incoming::Kind::group_deleted);
  CHECK(number(chat, "SELECT COUNT(*) FROM group_binding WHERE to_at IS NULL") == 18);
}
