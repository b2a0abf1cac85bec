// The control socket, both ends, and what the commands do to a database.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>

#include "bot/commands/control.hpp"
#include "bot/commands/plan.hpp"
#include "bot/commands/roll.hpp"
#include "bot/control_socket.hpp"
#include "bot/demo.hpp"
#include "storage/audit.hpp"
#include "storage/credentials.hpp"
#include "storage/directives.hpp"
#include "storage/inbox.hpp"
#include "storage/media.hpp"
#include "storage/outbox.hpp"

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

struct Folder {
  // Long on purpose: the path of a Unix socket may hold 107 octets only.
  fs::path path = fs::temp_directory_path() / ("nhipcau-control-" + std::to_string(::getpid())) / std::string(120, 'x');
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path.parent_path()); }
};

// The sample province in memory, and what a command finds there.
struct Place {
  std::unique_ptr<storage::Database> database = storage::open_sqlite({":memory:"});
  storage::Vault vault{storage::Vault::new_key()};
  int changes = 0;
  std::int64_t now = 1'795'395'600'000;
  sample::Province province = database->write([this](storage::Session& session) { return sample::seed(session, now); });

  json ask(json request) {
    const app::ControlContext context{*database, vault, [this] { return now; }, [this] { ++changes; }};
    return app::control(context, request);
  }
  std::string said(json request) {
    const auto answer = ask(std::move(request));
    INFO(answer.dump());
    REQUIRE(answer.value("status", -1) == 0);
    return answer.at("output");
  }
  json add_directive(const std::string& number) {
    return ask({{"command", "directive add"}, {"number", number}, {"date", "2026-11-20"}, {"abstract", "Về việc thử"}, {"body", "Một.\n\nHai."}});
  }
};

}  // namespace

TEST_CASE("the socket carries a request and its answer") {
  Folder folder;
  CHECK_FALSE(app::ask_server(folder.path.string(), {{"a", 1}}));
  CHECK_FALSE(app::ask_server("/nowhere", {{"a", 1}}));
  {
    app::ControlServer server(folder.path.string(), [](const json& request) { return json{{"heard", request}, {"long", std::string(500'000, 'z')}}; });
    const auto answer = app::ask_server(folder.path.string(), {{"text", "nhịp cầu"}});
    REQUIRE(answer);
    CHECK(answer->at("heard") == json{{"text", "nhịp cầu"}});
    CHECK(answer->at("long").get<std::string>().size() == 500'000);

    struct stat info {};
    REQUIRE(::stat((folder.path / "control.sock").c_str(), &info) == 0);
    CHECK((info.st_mode & 0777) == 0600);
  }
  CHECK_FALSE(app::ask_server(folder.path.string(), {{"a", 1}}));
}

TEST_CASE("a socket that a dead server left is taken over") {
  Folder folder;
  const auto left = folder.path.parent_path() / "left";
  { app::ControlServer first(folder.path.string(), [](const json&) { return json{{"n", 1}}; }); fs::create_hard_link(folder.path / "control.sock", left); }
  fs::rename(left, folder.path / "control.sock");
  CHECK_FALSE(app::ask_server(folder.path.string(), json::object()));
  app::ControlServer second(folder.path.string(), [](const json&) { return json{{"n", 2}}; });
  CHECK(app::ask_server(folder.path.string(), json::object()).value() == json{{"n", 2}});
}

TEST_CASE("an unknown or broken command is answered with a sentence") {
  Place place;
  CHECK(place.ask({{"command", "dance"}}) == json{{"status", 2}, {"error", "The server knows no command 'dance'; is it of another version?"}});
  CHECK(place.ask({{"command", "invite"}}).at("status") == 2);
  CHECK(place.ask(json::object()).at("status") == 2);
}

TEST_CASE("units are listed as a tree") {
  Place place;
  const auto text = place.said({{"command", "unit list"}});
  CHECK_THAT(text, Catch::StartsWith(std::to_string(place.province.root_unit) + "\tLĐLĐ tỉnh Sơn Hà\n"));
  CHECK(text.find("\t    CĐCS Công ty TNHH May Sơn Hà\n") != std::string::npos);
}

TEST_CASE("a directive is added once, listed, and refused when it is wrong") {
  Place place;
  CHECK(place.add_directive("52/KH-LĐLĐ").at("status") == 0);
  CHECK(place.changes == 1);
  CHECK(place.said({{"command", "directive list"}}).find("52/KH-LĐLĐ  2026-11-20  not sent  Về việc thử") != std::string::npos);
  for (const auto* wrong : {"52/KH-LĐLĐ", "không số"}) {
    const auto refused = place.add_directive(wrong);
    CHECK(refused.at("status") == 1);
    CHECK_THAT(refused.at("error").get<std::string>(), Catch::Contains(" "));  // a sentence, not a word of the program
  }
  CHECK(place.changes == 1);
}

TEST_CASE("a directive may carry a file, which is kept with it and not without") {
  Place place;
  Folder folder;
  const auto file = folder.path.parent_path() / "Kế hoạch.PDF", wrong = folder.path.parent_path() / "a.exe", large = folder.path.parent_path() / "b.pdf";
  std::ofstream(file) << "%PDF-1.7";
  std::ofstream(wrong) << "MZ";
  std::ofstream(large) << std::string(6'000'000, 'x');
  json request{{"command", "directive add"}, {"number", "52/KH-LĐLĐ"}, {"date", "2026-11-20"}, {"abstract", "Về việc thử"}, {"body", "Một."}, {"attach", wrong.string()}};
  CHECK(place.ask(request).at("error") == "A directive takes PDF, DOC, DOCX, JPG and PNG files.");
  request["attach"] = large.string();
  CHECK(place.ask(request).at("status") == 1);
  request["attach"] = file.string();
  request["number"] = "không số";
  CHECK(place.ask(request).at("status") == 1);
  const auto kept = [&] { return place.database->read([](storage::Session& session) { return session.number("SELECT COUNT(*) FROM media"); }); };
  CHECK(kept() == 0);
  request["number"] = "52/KH-LĐLĐ";
  CHECK(place.ask(request).at("status") == 0);
  CHECK(kept() == 1);
  place.database->read([](storage::Session& session) {
    const auto media = storage::media::load(session, storage::directive(session, 1)->media).value();
    CHECK(media.name == "Kế hoạch.PDF");
    CHECK(media.kind == "file");
    CHECK(media.bytes == "%PDF-1.7");
    return 0;
  });
}

TEST_CASE("tokens are shown once, listed and revoked") {
  Place place;
  const auto unit = place.province.root_unit;
  const auto token = place.said({{"command", "token create"}, {"name", "bảng tin"}, {"unit", unit}, {"write", false}});
  CHECK(token.size() > 40);
  const auto list = place.said({{"command", "token list"}});
  CHECK(list.find("bảng tin") != std::string::npos);
  CHECK(list.find(token.substr(0, 20)) == std::string::npos);
  CHECK(place.said({{"command", "token revoke"}, {"id", 1}}) == "revoked 1\n");
  CHECK(place.ask({{"command", "token revoke"}, {"id", 1}}).at("status") == 1);
  CHECK(place.ask({{"command", "token create"}, {"name", "x"}, {"unit", 9'999}}).at("error") ==
        "There is no unit 9999; `nhipcau unit list` shows them.");
}

TEST_CASE("an invite is for a known role and unit") {
  Place place;
  const auto unit = place.province.root_unit;
  const auto code = place.said({{"command", "invite"}, {"role", "administrator"}, {"unit", unit}});
  CHECK(code.find("-") == 4);
  CHECK(place.ask({{"command", "invite"}, {"role", "king"}, {"unit", unit}}).at("status") == 1);
  CHECK(place.ask({{"command", "invite"}, {"role", "chair"}, {"unit", 9'999}}).at("status") == 1);
}

TEST_CASE("dead events are listed and replayed by name") {
  Place place;
  CHECK(place.said({{"command", "dead list"}}) == "Nothing waits for a human.\n");
  place.database->write([](storage::Session& session) {
    storage::inbox::append(session, {"zalo", "e1", "zalo|1|d|2", "{}", 5});
    return storage::inbox::failed(session, 1, "boom", 1);
  });
  CHECK(place.said({{"command", "dead list"}}).find("in:1  dead") == 0);
  CHECK(place.ask({{"command", "dead replay"}, {"names", {"in:2"}}}).at("status") == 1);
  CHECK(place.ask({{"command", "dead replay"}, {"names", {"x:1"}}}).at("status") == 2);
  CHECK(place.said({{"command", "dead replay"}, {"names", {"in:1"}}}) == "replayed 1\n");
  CHECK(place.changes == 1);
  CHECK(place.said({{"command", "dead list"}}) == "Nothing waits for a human.\n");
}

TEST_CASE("messages held for a human are listed with their reason, and all are replayed at once") {
  Place place;
  constexpr std::int64_t many = 1'200;
  place.database->write([&](storage::Session& session) {
    for (std::int64_t n = 0; n < many; ++n) {
      const auto key = "k" + std::to_string(n);
      storage::outbox::append(session, {.channel = "zalo", .account = "a", .conversation = key, .kind = "direct", .recipient = key,
                                        .priority = storage::outbox::reply, .due_at = 0, .created_at = 1, .message = "{}",
                                        .delivery_id = {}, .coalesce_key = ""});
    }
    for (const auto& row : storage::outbox::claim(session, "zalo", "a", 1, many, {"me", 2}))
      storage::outbox::hold(session, {row.id, row.number}, "human_acts", "account_unknown", 1);
  });
  const auto listed = place.said({{"command", "dead list"}});
  CHECK(listed.find("  held  ") != std::string::npos);
  CHECK(listed.find("account_unknown") != std::string::npos);
  CHECK(listed.find("there may be more") != std::string::npos);
  CHECK(place.said({{"command", "dead replay"}, {"names", nlohmann::json::array()}, {"all", true}}) == "replayed 1200\n");
  CHECK(place.said({{"command", "dead list"}}) == "Nothing waits for a human.\n");
}

TEST_CASE("sending resumes when a human says so") {
  Place place;
  place.database->write([](storage::Session& session) { storage::stop_sending(session); });
  CHECK(json::parse(place.said({{"command", "state"}})).at("sending_stopped") == true);
  CHECK(place.said({{"command", "resume"}}) == "sending resumed\n");
  CHECK(place.said({{"command", "resume"}}) == "sending was not stopped\n");
  CHECK(place.ask({{"command", "resume"}, {"channel", "zalo"}, {"account", "1"}}).at("status") == 1);
}

TEST_CASE("verify finds a counter that is wrong") {
  Place place;
  CHECK(place.said({{"command", "verify"}}) == "Every counter agrees with the facts.\n");
  place.add_directive("52/KH-LĐLĐ");
  place.database->write([](storage::Session& session) {
    session.run("INSERT INTO campaign(directive_id, scope_unit_id, state, created_at, frozen_at) VALUES (1, 1, 'running', 1, 1)");
    session.run("INSERT INTO campaign_unit(campaign_id, unit_id, roster, sent) VALUES (1, 1, 7, 7)");
  });
  CHECK(place.ask({{"command", "verify"}}).at("status") == 1);
}

TEST_CASE("figures are exported by id and by number") {
  Place place;
  place.add_directive("52/KH-LĐLĐ");
  const json request{{"command", "export"}, {"kind", "directive"}, {"format", "csv"}};
  for (const auto* id : {"1", "52/KH-LĐLĐ", "52/kh-ldld"}) {
    auto named = request;
    named["id"] = id;
    const auto answer = place.ask(named);
    CHECK(answer.at("status") == 0);
    CHECK(answer.at("base64") == true);
    CHECK(answer.at("output").get<std::string>().substr(0, 4) == "77u/");  // the byte order mark
  }
  auto missing = request;
  missing["id"] = "99";
  CHECK(place.ask(missing).at("error") == "There is no directive 99.");
}

TEST_CASE("the audit log is listed for a part of the tree, and its chain is walked") {
  Place place;
  place.said({{"command", "unit add"}, {"kind", "cdcs"}, {"name", "CĐCS Thử"}, {"parent", place.province.root_unit}});
  const auto listed = place.said({{"command", "audit list"}, {"action", "unit add"}});
  CHECK(listed.find("command") != std::string::npos);
  CHECK(listed.find("unit add") != std::string::npos);
  CHECK(place.said({{"command", "audit list"}, {"subject", "unit:999999"}}) == "No row of the audit log fits.\n");
  CHECK(place.ask({{"command", "audit list"}, {"unit", 999'999}}).at("status") == 1);
  CHECK(place.said({{"command", "audit verify"}}).find("waiting to be sealed: ") != std::string::npos);

  place.database->write([&](storage::Session& session) { CHECK(storage::seal_audit(session, place.now + 1, 100) > 0); });
  const auto walked = place.said({{"command", "audit verify"}});
  const auto head = walked.substr(walked.find("head ") + 5, walked.find("\nwaiting") - walked.find("head ") - 5);
  CHECK(place.said({{"command", "audit verify"}, {"head", head}}) == walked);
  CHECK(place.ask({{"command", "audit verify"}, {"head", "1:00"}}).at("status") == 1);
  CHECK(place.ask({{"command", "audit verify"}, {"head", "many"}}).at("status") == 2);
  place.database->write([](storage::Session& session) { session.run("UPDATE audit SET actor = 'person:1'"); });
  const auto broken = place.ask({{"command", "audit verify"}});
  CHECK(broken.at("status") == 1);
  CHECK(broken.at("output").get<std::string>().find("its seal was changed") != std::string::npos);
}

TEST_CASE("an import leaves a row at its beginning and one a slice: counts, whose number changed, who got a post") {
  Place place;
  const auto root = place.province.root_unit;
  const auto unit = place.database->read([&](storage::Session& s) { return s.number("SELECT MIN(unit_id) FROM membership"); });
  const json about = {{"kind", "people"}, {"file", "a.csv"}, {"sha256", "ab12"}, {"as_of", "2026-11-23"}};
  const auto with = [](json to, const json& more) { return to.update(more), to; };
  place.said(with(about, {{"command", "roll begin"}}));
  const auto person = [&](const char* phone) {
    trade_union::PersonRow row;
    row.row = 2, row.unit = unit, row.alone = true, row.sort_key = "x";
    row.fields = {"X-1", "Lò Thị Thử", phone, "1990-03-05", "", std::nullopt};
    return json::array({to_json(row)});
  };
  const auto slice = [&](const json& more) { return json::parse(place.said(with(with(about, {{"command", "roll rows"}, {"dry", false}}), more))); };
  slice({{"rows", person("")}, {"unit", unit}});
  const auto id = place.database->read([](storage::Session& s) { return s.number("SELECT id FROM person WHERE external_code = 'X-1'"); });
  CHECK(slice({{"rows", person("+84987000999")}}).at("counts").at("updated") == 1);
  slice({{"rows", person("+84987000998")}, {"dry", true}});
  trade_union::PostRow post;
  post.person.row = 2, post.person.unit = unit, post.person.fields.code = "X-1", post.post = "deputy";
  slice({{"kind", "roles"}, {"rows", json::array({to_json(post)})}});
  const auto rows = place.database->read([](storage::Session& s) { return storage::audit_rows(s, {}); });
  REQUIRE(rows.size() >= 4);
  CHECK((rows[3].action == "import_begin" && rows[3].subject == "people" && rows[3].unit == root && json::parse(rows[3].detail).at("sha256") == "ab12"));
  CHECK((rows[2].action == "import_slice" && rows[2].unit == unit && json::parse(rows[2].detail).at("counts").at("created") == 1));
  CHECK_FALSE(json::parse(rows[2].detail).contains("phones_of"));  // new people have no number that was another
  CHECK((rows[1].unit == root && rows[1].channel == "command" && json::parse(rows[1].detail).at("phones_of") == json::array({id})));
  CHECK(rows[1].detail.find("987000") == std::string::npos);
  CHECK((rows[0].subject == "roles" && json::parse(rows[0].detail).at("posts_to") == json::array({id})));
}

TEST_CASE("files with people in them are their owner's from the beginning") {
  Folder folder;
  const auto list = folder.path / "list.csv", problems = folder.path / "problems.xlsx";
  std::ofstream(list) << "Họ và tên,Ngày sinh\nLò Thị Thử,99/99\n";
  std::ofstream(problems) << "from before, for all to read";
  fs::permissions(problems, fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read | fs::perms::others_read);
  const auto mode = [](const fs::path& file) { return fs::status(file).permissions() & fs::perms::mask; };
  const auto owner_only = fs::perms::owner_read | fs::perms::owner_write;
  app::ImportOptions options;
  options.kind = "people", options.file = list.string();
  const templates::Catalog catalog;
  app::RollSource source(options, trade_union::RollKind::people, catalog);
  app::Problems file(problems.string(), source, catalog);
  CHECK(mode(problems) == owner_only);
  file.close();
  CHECK(mode(problems) == owner_only);
  app::begin_private((folder.path / "new.csv").string());
  CHECK(mode(folder.path / "new.csv") == owner_only);
  CHECK_THROWS_AS(app::begin_private((folder.path / "nowhere" / "new.csv").string()), app::Refused);
}

TEST_CASE("the plan of groups is shown, kept, and moves nothing when it is made again") {
  Place place;
  place.database->write([](storage::Session& session) { session.run("UPDATE chat_group SET unit_id = NULL"); });
  const json accounts = json::array({{{"channel", "zalo"}, {"id", "oa"}, {"groups_a_day", 3}, {"invitations_a_day", 500},
                                      {"packages", json::array({{{"size", 10}, {"count", 4}, {"monthly", 25'000}}, {{"size", 100}, {"count", 3}, {"monthly", 90'000}}})}}});
  const json plan{{"command", "plan groups"}, {"accounts", accounts}};
  auto kept = plan;
  kept["save"] = true;
  const auto count = [&] { return place.database->write([](storage::Session& s) { return s.number("SELECT COUNT(*) FROM placement WHERE state = 'planned'"); }); };
  const auto shown = place.said(plan);
  CHECK(shown.find("VND a month") != std::string::npos);
  CHECK(shown.find("no package is that large") != std::string::npos);   // CĐCS Cao su: 540 members
  CHECK(count() == 0);
  place.said(kept);
  CHECK(count() == 7);
  const auto rows = [&] {
    return place.database->write([](storage::Session& s) { return s.all("SELECT unit_id, day FROM placement ORDER BY id", {}, [](const storage::Row& r) { return std::pair(r.integer(0), r.string(1)); }); });
  };
  const auto before = rows();
  place.said(kept);
  CHECK(rows() == before);
  auto part = kept;
  part["unit"] = before.front().first;
  place.said(part);
  CHECK(rows() == before);
  CHECK(place.ask({{"command", "plan groups"}, {"accounts", accounts}, {"from", "2026-11-01"}}).at("status") == 2);
  CHECK(place.ask({{"command", "plan groups"}, {"accounts", accounts}, {"unit", 999'999}}).at("status") == 1);
}

TEST_CASE("a quotas file with mistakes is refused with all of them, each with its line") {
  const auto file = fs::temp_directory_path() / ("nhipcau-quotas-" + std::to_string(::getpid()) + ".toml");
  const auto refusal = [&](const std::string& text) -> std::string {
    std::ofstream(file) << text;
    try {
      app::read_quotas(file.string());
    } catch (const app::Refused& refused) {
      return refused.what();
    }
    return "";
  };
  CHECK(refusal("[[account]]\nchannel = \"zalo\"\nid = \"1\"\n[[account.package]]\nsize = 10\ncount = 3\n").empty());
  const auto said = refusal("[[account]]\nchannel = 5\nid = \"1\"\n[[account.package]]\nsize = 1\ncont = 3\n");
  for (const auto* part : {":2:", ":5:", ":6:", "account.package.count"}) CHECK(said.find(part) != std::string::npos);
  CHECK(refusal("[[account").find(":1:") != std::string::npos);
  fs::remove(file);
}
