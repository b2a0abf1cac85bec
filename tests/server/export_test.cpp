// Reports as files, from a real database.
#include "bot/server/export.hpp"

#include "tests/server/world.hpp"

using server::ExportFormat;
using server::ExportKind;

namespace {

std::optional<std::string> exported(world::World& at, ExportKind kind, std::int64_t id, std::int64_t scope,
                                    ExportFormat format = ExportFormat::csv) {
  return at.database->read([&](storage::Session& session) {
    return server::export_report(session, {kind, format, id, scope, world::today});
  });
}

}  // namespace

TEST_CASE("a poll: options with their shares, and that it is no election") {
  world::World at;
  const auto file = exported(at, ExportKind::poll, at.poll, at.province);
  REQUIRE(file);
  CHECK(*file ==
        "\xEF\xBB\xBF"
        "Thứ tự,Phương án,Số người chọn,Tỷ lệ trên số đã trả lời,Tỷ lệ trên danh sách chốt\r\n"
        "1,Sa Pa,0,\"0,0%\",\"0,0%\"\r\n"
        "2,'=Mộc Châu,1,\"100,0%\",\"33,3%\"\r\n"
        ",,,,\r\n"
        "Số,BC1,,,\r\n"
        "Câu hỏi,Đi tham quan ở đâu?,,,\r\n"
        "Đơn vị,CĐCS Công ty TNHH May Sơn Hà,,,\r\n"
        "Trạng thái,Đang mở,,,\r\n"
        "Mở lúc,8h00 ngày 23/11/2026,,,\r\n"
        "Số người được hỏi (danh sách chốt),3,,,\r\n"
        "Số người đã trả lời,1,,,\r\n"
        "\"Đây là kết quả thăm dò ý kiến, không phải là bầu cử và không thay cho bỏ phiếu kín hoặc biểu quyết theo "
        "Điều lệ Công đoàn "
        "Việt Nam và pháp luật.\",,,,\r\n");
}

TEST_CASE("a directive: a line for each unit, sums first") {
  world::World at;
  const auto file = exported(at, ExportKind::directive, at.directive, at.province);
  REQUIRE(file);
  CHECK_THAT(*file,
             Catch::Contains("\r\nLĐLĐ tỉnh Sơn Hà,Liên đoàn Lao động tỉnh,0,4,12,3,1,0,0,0,0,3,3,1,\"25,0%\"\r\n"));
  CHECK_THAT(*file, Catch::Contains("CĐCS Công ty CP Chè Pu Lan,Công đoàn cơ sở,1,1,4,0,1,0,0,0,0,0,0,0,\"0,0%\"\r\n"));
  CHECK_THAT(*file, Catch::Contains("Trích yếu,Thực hiện <Nghị quyết 10>"));
}

TEST_CASE("a meeting and the feedback") {
  world::World at;
  CHECK_THAT(*exported(at, ExportKind::event, at.meeting, at.province),
             Catch::Contains("\r\n3,2,0,0,0,0,1,\"66,7%\",Đủ\r\n"));
  const auto feedback = *exported(at, ExportKind::feedback, 0, at.province);
  CHECK_THAT(feedback, Catch::Contains("PA-0003,8h00 ngày 23/11/2026,Tổ 3,Phản ánh,Bữa ăn ca,'=cmd,Mới\r\n"));
  CHECK_THAT(feedback, !Catch::Contains("Mỷ"));
}

TEST_CASE("who said to be late is heard from, and not twice") {
  world::World at;
  at.database->write([&](storage::Session& session) {
    session.run("UPDATE meeting SET present = 1, late = 1 WHERE id = ?1", {at.meeting});
  });
  CHECK_THAT(*exported(at, ExportKind::event, at.meeting, at.province),
             Catch::Contains("\r\n3,1,1,0,0,0,1,\"33,3%\",Chưa đủ\r\n"));
}

TEST_CASE("outside of the scope there is nothing to export") {
  world::World at;
  CHECK_FALSE(exported(at, ExportKind::poll, at.poll, at.che));
  CHECK_FALSE(exported(at, ExportKind::event, at.meeting, at.che));
  CHECK_FALSE(exported(at, ExportKind::directive, 999, at.province));
  CHECK_THAT(*exported(at, ExportKind::feedback, 0, at.che), !Catch::Contains("PA-"));
}

TEST_CASE("a spreadsheet of each kind is a packed document") {
  world::World at;
  struct Row { ExportKind kind; std::int64_t id; };
  for (const auto& [kind, id] : {Row{ExportKind::directive, at.directive}, Row{ExportKind::poll, at.poll},
                                 Row{ExportKind::event, at.meeting}, Row{ExportKind::feedback, 0}}) {
    CHECK_THAT(*exported(at, kind, id, at.province, ExportFormat::xlsx), Catch::StartsWith("PK"));
  }
}

TEST_CASE("kinds and formats by name") {
  CHECK(server::export_kind("event") == ExportKind::event);
  CHECK_FALSE(server::export_kind("meeting"));
  CHECK(server::export_format("xlsx") == ExportFormat::xlsx);
  CHECK_FALSE(server::export_format("pdf"));
}
