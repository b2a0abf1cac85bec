// The roll from table files at 10,000, 100,000 and 1,000,000 people: dry run and import from CSV and XLSX, import of what is there already,
// export; time and resident memory of the command. Then the largest import through a running server, with webhooks coming in all the while:
// its memory and how long an acknowledgement takes. usage: bench_roll_import [PEOPLE …]; the files are made here, names by rule.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <thread>

#include "bot/sample/names.hpp"
#include "bot/sheets/writer.hpp"
#include "figure.hpp"
#include "load.hpp"
#include "people.hpp"
#include "process.hpp"
#include "reference_server.hpp"

namespace {

constexpr unsigned people_of_a_team = 74, teams_of_a_union = 10;   // 1,000,000 people: 13,514 tổ, 1,352 CĐCS
using Cells = std::vector<sheets::Cell>;

// One file in both forms.
class Both {
 public:
  Both(const bench::Folder& folder, const std::string& name) : csv_(folder.file(name + ".csv"), std::ios::binary), xlsx_(folder.file(name + ".xlsx"), "A") {}
  void row(const Cells& cells) {
    csv_ << sheets::csv_line(cells);
    xlsx_.row(cells);
  }
  void close() {
    csv_.close();
    xlsx_.close();
  }

 private:
  std::ofstream csv_;
  sheets::XlsxWriter xlsx_;
};

std::string two_digits(unsigned n) { return (n < 10 ? "0" : "") + std::to_string(n); }
std::string union_code(unsigned n) { return "CS" + std::to_string(n); }

std::string phone(unsigned n) {
  constexpr unsigned prime = 999'983, numbers = 100'000'000;   // neighbours get numbers far apart
  const auto mixed = static_cast<unsigned>(static_cast<std::uint64_t>(n) * prime % numbers);
  const auto digits = std::to_string(mixed);
  return "09" + std::string(8 - digits.size(), '0') + digits;
}

void make_units(const bench::Folder& folder, unsigned people) {
  Both file(folder, "units");
  const unsigned teams = (people + people_of_a_team - 1) / people_of_a_team, unions = (teams + teams_of_a_union - 1) / teams_of_a_union;
  file.row({"Mã", "Tên đơn vị", "Cấp", "Mã đơn vị cấp trên", "Từ ngày"});
  file.row({"T", "LĐLĐ tỉnh Sơn Hà", "LĐLĐ tỉnh", "", "01/01/2020"});
  for (unsigned n = 0; n < unions; ++n) file.row({union_code(n), "CĐCS Công ty TNHH Số " + std::to_string(n), "CĐCS", "T", "01/01/2020"});
  for (unsigned n = 0; n < teams; ++n) file.row({"T" + std::to_string(n), "Tổ " + std::to_string(n % teams_of_a_union + 1), "Tổ", union_code(n / teams_of_a_union), "01/01/2020"});
  file.close();
}

void make_people(const bench::Folder& folder, unsigned people) {
  constexpr unsigned days = 28, months = 12, years = 40, first_year = 1965;
  Both file(folder, "people");
  file.row({"STT", "Mã đoàn viên", "Họ và tên", "Ngày sinh", "Giới tính", "Số điện thoại", "Mã đơn vị", "Tổ"});
  for (unsigned n = 0; n < people; ++n) {
    const unsigned team = n / people_of_a_team;
    const auto born = two_digits(n % days + 1) + "/" + two_digits(n / 7 % months + 1) + "/" + std::to_string(first_year + n / 3 % years);
    file.row({std::int64_t{n} + 1, "DV" + std::to_string(n), sample::made_up_name(n), born, n % 2 == 0 ? "Nam" : "Nữ", phone(n), union_code(team / teams_of_a_union),
              std::to_string(team % teams_of_a_union + 1)});
  }
  file.close();
}

struct Sizes { unsigned people; std::string label; };

// One run of the command; false: it failed.
bool run(const bench::Folder& folder, const Sizes& sizes, const std::string& what, std::vector<std::string> arguments, const std::string& target) {
  arguments.insert(arguments.end(), {"--config", "nhipcau.toml"});
  const auto ran = bench::run_program(folder, arguments);
  bench::print({"roll: " + what + ", " + sizes.label, ran.seconds, "s", "", 0, target});
  bench::print({"roll:   resident at most", ran.mebibytes, "MiB", "", 0, target.empty() ? "" : "<= 150 MiB"});
  if (ran.status != 0) std::printf("IT ENDED WITH STATUS %d\n", ran.status);
  return ran.status == 0;
}

bool measure(const Sizes& sizes, std::uint16_t platform, bool largest) {
  const bench::Folder folder;
  make_units(folder, sizes.people);
  make_people(folder, sizes.people);
  bench::configuration(folder, 1, platform);
  const auto goal = [largest](const char* target) { return largest ? std::string(target) : std::string(); };
  bool good = run(folder, sizes, "units from CSV", {"import", "units", "units.csv", "--as-of", "2026-01-01"}, "");
  for (const std::string form : {"csv", "xlsx"}) good = run(folder, sizes, "dry run from " + form, {"import", "people", "people." + form, "--dry-run"}, goal("<= 30 s")) && good;
  good = run(folder, sizes, "import from csv", {"import", "people", "people.csv", "--as-of", "2026-01-01"}, goal("<= 90 s")) && good;
  good = run(folder, sizes, "the same once more", {"import", "people", "people.csv", "--as-of", "2026-01-01"}, "") && good;
  good = run(folder, sizes, "export to csv", {"export", "people", "-o", "out.csv"}, "") && good;
  std::filesystem::remove_all(folder.path() / "data");
  good = run(folder, sizes, "units from XLSX", {"import", "units", "units.xlsx", "--as-of", "2026-01-01"}, "") && good;
  return run(folder, sizes, "import from xlsx", {"import", "people", "people.xlsx", "--as-of", "2026-01-01"}, goal("<= 90 s")) && good;
}

boost::asio::awaitable<adapters::http::Answer> take(adapters::http::Request) {
  adapters::http::Response response;
  response.body = R"({"recipient_id":"1","message_id":"m_1"})";
  co_return response;
}

// A webhook after the other while the import runs: the slowest acknowledgement in ms.
struct Acknowledged { double slowest_ms = 0, median_ms = 0; std::uint64_t count = 0, refused = 0; };
Acknowledged acknowledge(std::uint16_t port, const std::atomic<bool>& over) {
  constexpr std::size_t at_once = 20;
  Acknowledged all;
  std::vector<double> medians;
  for (std::uint64_t first = 0; !over; first += at_once) {
    bench::LoadPlan plan;
    plan.port = port;
    plan.requests = bench::vote_requests(at_once, 1'000, first);
    plan.repeat = false;
    plan.connections = 1;
    plan.limit = bench::patience;
    const auto result = bench::run_load(plan);
    all.slowest_ms = std::max(all.slowest_ms, result.p99_ms);
    medians.push_back(result.median_ms);
    all.count += result.answers;
    all.refused += result.answers - result.with_status(200) + result.failures;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  all.median_ms = bench::median(medians);
  return all;
}

bool beside_a_server(const Sizes& sizes, std::uint16_t platform) {
  const bench::Folder folder;
  make_units(folder, sizes.people);
  make_people(folder, sizes.people);
  const bench::Server server(folder, platform);
  if (server.until_ready() < 0) return std::puts("roll: the server did not get ready"), false;
  bool good = run(folder, sizes, "units through a server", {"import", "units", "units.csv", "--as-of", "2026-01-01"}, "");
  std::atomic<bool> over = false;
  Acknowledged acknowledged;
  std::thread webhooks([&] { acknowledged = acknowledge(server.port(), over); });
  good = run(folder, sizes, "import through a server", {"import", "people", "people.xlsx", "--as-of", "2026-01-01"}, "<= 90 s") && good;
  over = true;
  webhooks.join();
  bench::print({"roll: server resident at most", server.mebibytes("VmHWM:"), "MiB", "", 0, "<= 150 MiB"});
  bench::print({"roll: webhook acknowledged meanwhile, slowest", acknowledged.slowest_ms, "ms", "median", acknowledged.median_ms, "<= 1,000 ms"});
  if (acknowledged.refused > 0) std::printf("%llu OF %llu WEBHOOKS WERE NOT ACKNOWLEDGED\n", static_cast<unsigned long long>(acknowledged.refused), static_cast<unsigned long long>(acknowledged.count));
  return good && acknowledged.refused == 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<Sizes> sizes;
  for (int i = 1; i < argc; ++i) sizes.push_back({static_cast<unsigned>(std::stoul(argv[i])), std::string(argv[i]) + " people"});
  if (sizes.empty()) sizes = {{10'000, "10,000 people"}, {100'000, "100,000 people"}, {1'000'000, "1,000,000 people"}};
  const auto platform = bench::start_server(take);
  bool good = true;
  for (const auto& each : sizes) good = measure(each, platform->port(), each.people == sizes.back().people) && good;
  good = beside_a_server(sizes.back(), platform->port()) && good;
  return good ? 0 : 1;
}
