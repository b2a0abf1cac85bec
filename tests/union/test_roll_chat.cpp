// Members, posts and units by command: preview, yes, no, wrong role, in a group, names that fit several, stale buttons, days past and
// to come. On SQLite and, where there is one, PostgreSQL.
#include "storage/memberships.hpp"
#include "storage/audit.hpp"
#include "storage/roles.hpp"
#include "tests/storage/stores.hpp"
#include "tests/union/chat.hpp"

using tests::Chat;

namespace {

constexpr std::int64_t day_ms = 86'400'000;

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// A province on one of the databases.
struct Place {
  explicit Place(const std::string& store_name) : store(tests::make_store(store_name)), chat(store->open()) {}
  std::unique_ptr<tests::Store> store;
  Chat chat;

  std::string operator()(const char* who, const std::string& text, const char* group = "") { return chat.answer(who, text, group); }
  void expect(const char* who, const std::string& text, const std::vector<std::string>& parts, const char* group = "") {
    const auto answer = chat.answer(who, text, group);
    for (const auto& part : parts) {
      CAPTURE(who, text, answer, part);
      CHECK(has(answer, part));
    }
  }
  std::int64_t count(const char* sql) {
    return chat.read([&](storage::Session& s) { return s.number(sql); });
  }
  std::string team_on(const char* who, const std::string& day) {
    const auto id = chat.person(who).id;
    return chat.read([&](storage::Session& s) {
      return s.one("SELECT u.name FROM membership m JOIN unit u ON u.id = m.unit_id WHERE m.person_id = ?1 AND m.from_day <= ?2 AND (m.to_day IS NULL OR m.to_day > ?2)", {id, day},
                   [](const storage::Row& r) { return r.string(0); }).value_or("");
    });
  }
};

std::vector<std::string> stores() {
  std::vector<std::string> names{"memory"};
  if (!tests::postgres_address().empty()) names.push_back("postgresql");
  return names;
}

constexpr const char *chair = "Lò Văn Pản", *officer = "Vũ Thu Hương", *leader = "Giàng Thị Mỷ", *member = "Giàng A Tủa";

}  // namespace

TEST_CASE("a member is added after the preview was agreed to, once") {
  Place place(GENERATE(from_range(stores())));
  place.expect(chair, "thêm đoàn viên Hầu Thị Nhung vào tổ 4, số 0987 000 112", {"Thêm đoàn viên Hầu Thị Nhung", "Tổ 4, CĐCS Công ty TNHH May Sơn Hà", "0987 000 112", "312 → 313", "đồng ý"});
  CHECK(place.count("SELECT COUNT(*) FROM person WHERE folded_name = 'hau thi nhung'") == 0);
  place.expect(chair, "đồng ý", {"Đã thêm Hầu Thị Nhung"});
  CHECK(place.count("SELECT COUNT(*) FROM person WHERE folded_name = 'hau thi nhung' AND phone = '+84987000112' AND given = 'nhung'") == 1);
  place.expect(chair, "đồng ý", {"không chờ"});
  CHECK(place.count("SELECT COUNT(*) FROM person WHERE folded_name = 'hau thi nhung'") == 1);
  CHECK(place.count("SELECT COUNT(*) FROM audit WHERE action = 'member_add' AND detail LIKE '%\"phone\":\"set\"%' AND detail NOT LIKE '%987000112%'") == 1);
  CHECK(place.chat.differences().empty());
}

TEST_CASE("thôi changes nothing") {
  Place place(GENERATE(from_range(stores())));
  place(chair, "thêm đoàn viên Hầu Thị Nhung vào tổ 4");
  place.expect(chair, "thôi", {"Đã thôi"});
  place.expect(chair, "đồng ý", {"không chờ"});
  CHECK(place.count("SELECT COUNT(*) FROM person WHERE folded_name = 'hau thi nhung'") == 0);
  CHECK(place.count("SELECT COUNT(*) FROM audit WHERE action = 'member_add'") == 0);
}

TEST_CASE("a phone number belongs to one person") {
  Place place(GENERATE(from_range(stores())));
  place(chair, "thêm đoàn viên Hầu Thị Nhung vào tổ 4, số 0987 000 112");
  place(chair, "đồng ý");
  place.expect(chair, "thêm đoàn viên Lý Văn Páo vào tổ 5, số 0987 000 112", {"0987 000 112", "Hầu Thị Nhung (Tổ 4", "Mỗi số chỉ ghi cho một người"});
  place.expect(chair, "thêm đoàn viên Hầu Thị Nhung vào tổ 5, số 0987 000 112", {"Chuyển Hầu Thị Nhung", "từ Tổ 4", "sang Tổ 5"});
  place.expect(chair, "đồng ý", {"Đã chuyển Hầu Thị Nhung"});
  CHECK(place.count("SELECT COUNT(*) FROM person WHERE folded_name = 'hau thi nhung'") == 1);
  CHECK(place.chat.differences().empty());
}

TEST_CASE("without a tổ it is asked which, and the number goes on") {
  Place place("memory");
  place.expect(chair, "thêm đoàn viên Hầu Thị Nhung", {"vào tổ nào", "1) Tổ 1"});
  place.expect(chair, "3", {"Thêm đoàn viên Hầu Thị Nhung", "Tổ 3"});
  place.expect(chair, "đồng ý", {"Đã thêm"});
}

TEST_CASE("two women named Hoa in tổ 1 - the one meant is asked, and the number goes on") {
  Place place(GENERATE(from_range(stores())));
  for (const auto* said : {"chuyển chị Hoa tổ 1 sang tổ 3 từ 1/12", "chuyen chi Hoa to 1 sang to 3 tu 1/12"}) {
    place.expect(chair, said, {"1) Lò Thị Hoa", "2) Nguyễn Thị Hoa", "Tổ 1"});
    place.expect(chair, "2", {"Chuyển Nguyễn Thị Hoa", "sang Tổ 3", "1/12/2026"});
  }
  place.expect(chair, "đồng ý", {"Đã ghi: từ ngày 01/12/2026 Nguyễn Thị Hoa"});
  CHECK(place.team_on("Nguyễn Thị Hoa", "2026-11-30") == "Tổ 1");
  CHECK(place.team_on("Nguyễn Thị Hoa", "2026-12-01") == "Tổ 3");
  CHECK(place.team_on("Lò Thị Hoa", "2026-12-01") == "Tổ 1");
  CHECK(place.chat.differences().empty());
  place.expect(chair, "chuyển chị Lò Hoa sang tổ 2", {"Chuyển Lò Thị Hoa"});     // surname and given name
  place.expect(chair, "chuyển Nguyễn Thị Hoa sang tổ 2 từ 5/12", {"Chuyển Nguyễn Thị Hoa", "từ Tổ 3"});
}

TEST_CASE("a number that names nobody, or thôi, does nothing") {
  Place place("memory");
  place(chair, "chuyển chị Hoa tổ 1 sang tổ 3");
  place.expect(chair, "thôi", {"máy bỏ qua"});
  place(chair, "chuyển chị Hoa tổ 1 sang tổ 3");
  place.expect(chair, "7", {"số 1–2"});
  place.expect(chair, "đồng ý", {"số 1–2"});
  CHECK(place.team_on("Lò Thị Hoa", "2026-11-23") == "Tổ 1");
}

TEST_CASE("who leaves needs a reason, keeps the past and gives up the posts of the unit") {
  Place place(GENERATE(from_range(stores())));
  place.expect(chair, "xoá Lường Văn Ón tổ 2", {"lý do"});
  place.expect(chair, "xoá Lường Văn Ón tổ 2, nghỉ hưu từ 1/12", {"Đưa Lường Văn Ón", "1/12/2026", "nghỉ hưu", "312 → 311"});
  place.expect(chair, "đồng ý", {"còn là đoàn viên"});
  CHECK(place.team_on("Lường Văn Ón", "2026-11-30") == "Tổ 2");
  CHECK(place.team_on("Lường Văn Ón", "2026-12-01").empty());
  place.expect(chair, "xoá Lường Văn Ón tổ 2, nghỉ hưu từ 1/12", {"đã được ghi thôi tính"});
  place.expect(chair, "xoá Giàng Thị Mỷ, chuyển công tác từ 1/9", {"01/9/2027", "còn xa"});  // long gone: read as to come
  place.expect(chair, "xoá Giàng Thị Mỷ, chuyển công tác từ 1/11", {"Đưa Giàng Thị Mỷ", "thôi làm tổ trưởng Tổ 3", "đã qua"});
  place.expect(chair, "đồng ý", {"thôi tính từ ngày 01/11/2026"});
  place.expect(leader, "tk", {"chưa có quyền"});  // no leader any more
  CHECK(place.chat.differences().empty());
}

TEST_CASE("who leaves nobody in their post is told so before the yes") {
  Place place("memory");
  place.expect(chair, "xoá Lò Văn Pản, nghỉ việc từ hôm nay", {"thôi làm chủ tịch", "chưa có ai giữ chức này"});
  place(chair, "thôi");
  place.expect(officer, "thôi chức cán bộ chuyên trách của Vũ Thu Hương", {"thôi làm", "chưa có ai giữ chức này"});
  place(officer, "thôi");
  CHECK(place.chat.differences().empty());
}

TEST_CASE("a removal to come is undone by adding the person again, a transfer by another") {
  Place place(GENERATE(from_range(stores())));
  const auto people = place.count("SELECT COUNT(*) FROM person");
  place(chair, "xoá Lường Văn Ón tổ 2, nghỉ hưu từ 1/12");
  place(chair, "đồng ý");
  place.expect(chair, "thêm đoàn viên Lường Văn Ón vào tổ 2", {"1) Lường Văn Ón – Tổ 2", "trước ngày 01/12/2026", "một người khác"});
  place.expect(chair, "1", {"Thêm lại đoàn viên Lường Văn Ón", "01/12/2026", "311 → 312"});
  place(chair, "đồng ý");
  CHECK(place.team_on("Lường Văn Ón", "2026-12-01") == "Tổ 2");
  CHECK(place.count("SELECT COUNT(*) FROM person") == people);
  place(chair, "chuyển Lò Thị Pánh sang tổ 3 từ 1/12");
  place(chair, "đồng ý");
  place(chair, "chuyển Lò Thị Pánh tổ 3 sang tổ 1 từ 1/12");
  place.expect(chair, "đồng ý", {"Đã ghi"});
  CHECK(place.team_on("Lò Thị Pánh", "2026-12-01") == "Tổ 1");
  CHECK(place.chat.differences().empty());
}

TEST_CASE("a transfer does not reach over a later one") {
  Place place(GENERATE(from_range(stores())));
  place(chair, "chuyển Lò Thị Pánh sang tổ 3 từ 1/12");
  place(chair, "đồng ý");
  place.expect(chair, "chuyển Lò Thị Pánh sang tổ 2", {"đã được ghi là đoàn viên Tổ 3", "từ ngày 01/12/2026"});
  CHECK(place.team_on("Lò Thị Pánh", "2026-12-01") == "Tổ 3");
  CHECK(place.chat.differences().empty());
}

TEST_CASE("two people of one name in one unit are normal") {
  Place place("memory");
  place(chair, "thêm đoàn viên Lò Thị Hoa vào tổ 1");
  place.expect(chair, "2", {"Thêm đoàn viên Lò Thị Hoa", "Tổ 1"});
  place(chair, "đồng ý");
  CHECK(place.count("SELECT COUNT(*) FROM person WHERE folded_name = 'lo thi hoa'") == 2);
}

TEST_CASE("a day before the membership began is refused with the day") {
  Place place("memory");
  place.expect(chair, "xoá Lường Văn Ón tổ 2, nghỉ hưu từ 1/1/2020", {"không phải đoàn viên vào ngày 01/01/2020"});
}

TEST_CASE("what changed meanwhile is not done") {
  Place place(GENERATE(from_range(stores())));
  place(chair, "chuyển Lò Thị Hoa sang tổ 3");
  place.chat.read([&](storage::Session& s) {
    const auto id = place.chat.person("Lò Thị Hoa").id;
    storage::end_membership(s, *storage::membership_at(s, id, "2026-11-23"), "2026-11-23", "test");
  });
  place.expect(chair, "đồng ý", {"đã thay đổi"});
  place(officer, "cho Lò Thị Pánh làm tổ phó tổ 1 CĐCS May Sơn Hà");
  place.chat.read([&](storage::Session& s) {
    for (const auto& role : storage::roles(s, place.chat.person(officer).id, "2026-11-23")) storage::end_role(s, role.id, "2026-11-23", "test");
  });
  place.expect(officer, "#1 yes 0", {"không chờ"});
  CHECK(place.count("SELECT COUNT(*) FROM role WHERE role = 'to_deputy'") == 0);
}

TEST_CASE("only who was asked, where it was asked, with the button of that question") {
  Place place("memory");
  const auto first = place.chat.says(chair, "chuyển Lò Thị Hoa sang tổ 3").back().choices.front().payload;
  place(officer, "chuyển Lò Thị Pánh tổ 1 May Sơn Hà sang tổ 2");
  place.expect(officer, first, {"không chờ"});                      // somebody else's button
  const auto second = place.chat.says(chair, "chuyển Lò Thị Hoa sang tổ 2").back();
  CHECK(has(second.text, "hỏi trước đó coi như thôi"));
  place.expect(chair, first, {"không chờ"});                        // an older one of one's own
  CHECK(place.chat.says(chair, "@bot đồng ý", "Tổ 1 · Xưởng Cắt").empty());  // asked elsewhere
  CHECK(place.team_on("Lò Thị Hoa", "2026-11-23") == "Tổ 1");
  place.expect(chair, second.choices.front().payload, {"Đã chuyển Lò Thị Hoa sang Tổ 2"});
}

TEST_CASE("several commands in one message are asked about and done together") {
  Place place(GENERATE(from_range(stores())));
  place.expect(chair, "chuyển Lò Thị Pánh sang tổ 2\nxoá Lường Văn Ón tổ 2, nghỉ hưu từ 1/12", {"1) Chuyển Lò Thị Pánh", "2) Đưa Lường Văn Ón", "Làm cả 2 việc"});
  const auto done = place.chat.says(chair, "đồng ý");
  REQUIRE(done.size() == 2);
  CHECK(has(done[0].text, "Đã chuyển Lò Thị Pánh"));
  CHECK(has(done[1].text, "Lường Văn Ón"));
  CHECK(place.chat.differences().empty());
}

TEST_CASE("a name that must be asked in the middle holds up the rest, and loses nothing") {
  Place place("memory");
  place.expect(chair, "chuyển Lò Thị Pánh sang tổ 2\nchuyển chị Hoa tổ 1 sang tổ 3\nxoá Lường Văn Ón tổ 2, nghỉ hưu từ 1/12", {"1) Lò Thị Hoa"});
  place.expect(chair, "1", {"1) Chuyển Lò Thị Pánh", "2) Chuyển Lò Thị Hoa", "3) Đưa Lường Văn Ón", "Làm cả 3 việc"});
  CHECK(place.chat.says(chair, "đồng ý").size() == 3);
  CHECK(place.team_on("Lò Thị Hoa", "2026-11-23") == "Tổ 3");
}

TEST_CASE("what the roll holds of a person is told in private, to who may see it, and written down") {
  Place place(GENERATE(from_range(stores())));
  place(chair, "thêm đoàn viên Hầu Thị Nhung vào tổ 3, số 0987 000 112");
  place(chair, "đồng ý");
  place.expect(chair, "số điện thoại chị Nhung tổ 3", {"Hầu Thị Nhung", "0987 000 112"});
  place.expect(leader, "số điện thoại chị Nhung tổ 3", {"chưa có quyền", "Lò Văn Pản"});
  const auto seen = place(leader, "xem thông tin chị Nhung tổ 3");
  CHECK(has(seen, "Hầu Thị Nhung"));
  CHECK_FALSE(has(seen, "0987"));
  place.expect(member, "số điện thoại chị Nhung tổ 3", {"chưa có quyền"});
  const auto out = place.chat.says(chair, "@bot số điện thoại chị Nhung tổ 3", "Tổ 3 · Xưởng May");
  REQUIRE(out.size() >= 2);
  for (const auto& message : out) CHECK(message.to.group != has(message.text, "0987"));
  CHECK(place.count("SELECT COUNT(*) FROM audit WHERE action = 'member_view'") == 3);
}

TEST_CASE("commands about people in a group move to the direct chat") {
  Place place("memory");
  place.expect(chair, "@bot chuyển chị Hoa sang tổ 3", {"nhắn riêng"}, "Tổ 1 · Xưởng Cắt");
}

TEST_CASE("a post is granted from today, the one before it ends, and both are told") {
  Place place(GENERATE(from_range(stores())));
  place.expect(officer, "cho Giàng A Tủa làm tổ trưởng tổ 3 CĐCS May Sơn Hà", {"Giao chức tổ trưởng Tổ 3", "Giàng A Tủa", "Giàng Thị Mỷ thôi chức này"});
  const auto done = place.chat.says(officer, "đồng ý");
  REQUIRE(done.size() == 2);
  CHECK(has(done.front().text, "Chào Giàng A Tủa"));
  place.expect(member, "tk", {"Tổ 3"});
  place.expect(leader, "tk", {"chưa có quyền"});
  place.expect(officer, "cho Giàng A Tủa làm tổ trưởng tổ 3 CĐCS May Sơn Hà", {"đang là tổ trưởng"});
  place.expect(officer, "thôi chức tổ trưởng của Giàng A Tủa", {"thôi làm tổ trưởng Tổ 3"});
  place.expect(officer, "đồng ý", {"Đã ghi"});
  place.expect(officer, "thôi chức tổ trưởng của Giàng A Tủa", {"không giữ chức tổ trưởng"});
  place.expect(officer, "cho Lò Thị Pánh làm văn thư tổ 1 CĐCS May Sơn Hà", {"không có chức văn thư"});
}

TEST_CASE("a stand-in acts for the holder until the day, and it is written down so") {
  Place place(GENERATE(from_range(stores())));
  place.expect(chair, "tôi đi công tác đến 30/11, chị Giàng Thị Mỷ thay", {"Giàng Thị Mỷ thay anh/chị", "23/11/2026", "hết 30/11/2026", "chủ tịch CĐCS Công ty TNHH May Sơn Hà"});
  const auto done = place.chat.says(chair, "đồng ý");
  CHECK(has(done.front().text, "anh/chị thay Lò Văn Pản"));
  place(leader, "thêm đoàn viên Hầu Thị Nhung vào tổ 4");
  place.expect(leader, "đồng ý", {"Đã thêm"});
  CHECK(place.count("SELECT COUNT(*) FROM audit WHERE action = 'member_add' AND on_behalf <> ''") == 1);
  place.chat.now += 7 * day_ms;  // 30/11: still
  place.expect(leader, "thêm đoàn viên Lý Thị Sa vào tổ 4", {"Thêm đoàn viên"});
  place.chat.now += day_ms;      // 1/12: over by itself
  place.expect(leader, "đồng ý", {"không chờ"});
  place.expect(leader, "thêm đoàn viên Lý Thị Sa vào tổ 4", {"chưa có quyền"});
}

TEST_CASE("handing over - not beyond one's unit, not what one holds for another, not into the past") {
  Place place("memory");
  place.expect(chair, "uỷ quyền cho Giàng Thị Mỷ", {"đến hết ngày nào"});
  place.expect(chair, "tôi đi công tác đến 20/11/2026, chị Giàng Thị Mỷ thay", {"ngày"});
  place.expect(chair, "uỷ quyền cho Vũ Thu Hương đến 30/11", {"Không thấy ai tên"});
  place.expect(member, "uỷ quyền cho Lò Thị Pánh đến 30/11", {"chưa có quyền"});
  place(chair, "uỷ quyền cho Giàng A Tủa đến 30/11");
  place(chair, "đồng ý");
  place.expect(member, "uỷ quyền cho Lò Thị Pánh đến 30/11", {"đang làm thay"});
}

TEST_CASE("units by what they have or lack, ten lines at a time") {
  Place place(GENERATE(from_range(stores())));
  place.expect(officer, "liệt kê CĐCS dưới 10 đoàn viên", {"dưới 10 đoàn viên: 4 đơn vị, 30 đoàn viên", "Mầm non Hoa Ban: 9"});
  place.expect(officer, "CĐCS nào trên 300 đoàn viên", {"3 đơn vị", "May Sơn Hà: 312"});
  place.expect(officer, "liệt kê CĐBP", {"11 đơn vị", "1. Xưởng Cắt (May Sơn Hà): 114", "Gõ \"thêm\""});
  place.expect(officer, "thêm", {"11. Đội 9 (Cao su Mường Lặn): 60"});
  place.expect(chair, "liệt kê CĐCS dưới 10 đoàn viên", {"chưa có quyền"});
}

TEST_CASE("a merger is proposed, decided and followed in chat") {
  Place place(GENERATE(from_range(stores())));
  place.expect("Đinh Thị Hà", "đề nghị ghép Trường Mầm non Hoa Ban với Phòng khám Tâm Đức thành CĐCS ghép Giáo dục - Y tế Nậm Sơn", {"Lập hồ sơ ghép", "9 đoàn viên", "Cộng 17"});
  place.expect("Đinh Thị Hà", "đồng ý", {"GH-01"});
  place.expect("Đinh Thị Hà", "tiến độ ghép GH-01", {"Đang chờ quyết định"});
  place.expect("Đinh Thị Hà", "GH-01: quyết định 88/QĐ-LĐLĐ ký 15/11, có hiệu lực 1/12", {"88/QĐ-LĐLĐ", "15/11/2026", "1/12/2026", "17 đoàn viên"});
  place.expect("Đinh Thị Hà", "đồng ý", {"còn 8 ngày"});
  place.expect("Cà Văn Tiện", "tiến độ ghép GH-01", {"chưa có quyền"});
  place.expect("Đinh Thị Hà", "GH-09 đang ở bước nào", {"Không có hồ sơ"});
  CHECK(place.chat.differences().empty());
}

TEST_CASE("a unit that goes on is counted once in a merger") {
  Place place("memory");
  place.expect("Đinh Thị Hà", "đề nghị ghép Trường Mầm non Hoa Ban với Phòng khám Tâm Đức thành Phòng khám Tâm Đức", {"9 đoàn viên", "8 đoàn viên", "Cộng 17"});
}

TEST_CASE("a unit is closed by a decision with its days") {
  Place place("memory");
  place.expect("Đinh Thị Hà", "chấm dứt CĐCS HTX Dịch vụ Nậm Sơn từ 31/12", {"số quyết định"});
  place.expect("Đinh Thị Hà", "chấm dứt CĐCS HTX Dịch vụ Nậm Sơn từ 31/12 theo quyết định 95/QĐ-LĐLĐ ký ngày 20/11", {"95/QĐ-LĐLĐ", "20/11/2026", "31/12/2026", "7 đoàn viên"});
  place.expect("Đinh Thị Hà", "đồng ý", {"31/12/2026"});
  CHECK(place.count("SELECT COUNT(*) FROM unit_operation WHERE state = 'decided' AND kind = 'close'") == 1);
}

TEST_CASE("the audit log is read by officers and the inspection alone") {
  Place place(GENERATE(from_range(stores())));
  place.chat.broadcast_324();
  place.expect(officer, "lịch sử gửi kế hoạch 324", {"Vũ Thu Hương", "phát hành: 324/KH-LĐLĐ"});
  place.expect(chair, "lịch sử gửi kế hoạch 324", {"chưa có quyền"});
  place.chat.read([&](storage::Session& s) { storage::add_role(s, place.chat.person(member).id, place.chat.province.root_unit, "inspection", "2026-01-01"); });
  place.expect(member, "lịch sử gửi kế hoạch 324", {"phát hành: 324/KH-LĐLĐ"});
}

TEST_CASE("the audit log says who did what to whom in the reader's words") {
  Place place(GENERATE(from_range(stores())));
  place(chair, "chuyển Lò Thị Hoa sang tổ 3");
  place(chair, "đồng ý");
  place(chair, "tạo bình chọn: Đi đâu? | Sa Pa | Mộc Châu");
  place.chat.read([&](storage::Session& s) {
    for (const auto* action : {"unit_merge_decide", "plan groups", "an unknown act"})
      storage::log_audit(s, {.at = 1, .actor = action[0] == 'u' ? "job" : "token:7", .action = action, .subject = "x", .unit = place.chat.province.root_unit});
  });
  place.expect(officer, "xem nhật ký", {"Lò Văn Pản chuyển: Lò Thị Hoa", "Lò Văn Pản mở bình chọn: BC1", "hệ thống ghi quyết định ghép: LĐLĐ tỉnh Sơn Hà",
                                              "phần mềm số 7 lưu phương án lập nhóm", "an_unknown_act"});
}

TEST_CASE("a thumb confirms nothing, a short yes of a plain member does") {
  Place place("memory");
  place(chair, "chuyển Lò Thị Hoa sang tổ 3");
  place(chair, "👍");
  CHECK(place.team_on("Lò Thị Hoa", "2026-11-23") == "Tổ 1");
  place.expect(chair, "ok", {"Đã chuyển"});
}

TEST_CASE("a poll is closed after it was asked, in the group by who was asked there") {
  Place place("memory");
  place(chair, "tạo bình chọn: Đi đâu? | Sa Pa | Mộc Châu");
  place.expect(chair, "@bot chốt bc1", {"Chốt BC1", "bot đồng ý"}, "Tổ 3 · Xưởng May");
  place.chat.says(member, "bot đồng ý", "Tổ 3 · Xưởng May");
  CHECK(place.count("SELECT COUNT(*) FROM poll WHERE state = 'open'") == 1);
  place.chat.says(chair, "bot đồng ý", "Tổ 3 · Xưởng May");
  CHECK(place.count("SELECT COUNT(*) FROM poll WHERE state = 'open'") == 0);
}
