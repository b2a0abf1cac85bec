// adapters::http::Server and Client, limits and deadlines on, each against a bare Beast loop of the same run.
#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "load.hpp"
#include "reference_client.hpp"
#include "reference_server.hpp"

namespace {

struct Measured {
  double per_second = 0, cpu_us = 0, p99_ms = 0;
};

Measured measure(const bench::ReferenceServer& server, const bench::LoadPlan& usual) {
  auto plan = usual;
  plan.port = server.port();
  const double before = server.cpu_seconds();
  const auto result = bench::run_load(plan);
  const bool all_good = result.with_status(200) == result.answers && result.failures == 0;
  if (!all_good) std::puts("  warning: not every answer was a 200");
  const auto answers = static_cast<double>(std::max<std::uint64_t>(result.answers, 1));
  return {result.per_second(), (server.cpu_seconds() - before) * 1e6 / answers, result.p99_ms};
}

Measured median(std::vector<Measured> runs) {
  std::sort(runs.begin(), runs.end(), [](const auto& a, const auto& b) { return a.per_second < b.per_second; });
  return runs[runs.size() / 2];
}

void print(const char* name, const Measured& m) {
  std::printf("  %-34s %8.0f requests/s   %6.2f us of CPU a request", name, m.per_second, m.cpu_us);
  if (m.p99_ms > 0) std::printf("   p99 %.2f ms", m.p99_ms);
  std::puts("");
}

void compare(const char* name, const std::vector<Measured>& references, const std::vector<Measured>& runs) {
  const auto reference = median(references), measured = median(runs);
  print("bare Beast loop (reference)", reference);
  print(name, measured);
  std::printf("  ratio %.2f of requests/s, %.2f by CPU time\n", measured.per_second / reference.per_second,
              reference.cpu_us / measured.cpu_us);
}

// In turn, so that whatever else the machine does hits both.
void compare_servers(int rounds) {
  bench::LoadPlan plan;
  plan.limit = std::chrono::milliseconds(1'000);
  const auto signature = "X-Hub-Signature-256: sha256=" + std::string(64, 'a') + "\r\n";
  plan.requests = {bench::post_request("/webhook/facebook", std::string(600, 'x'), signature)};
  const auto bare = bench::start_bare_server(), ours = bench::start_server(bench::answer_ok());
  std::vector<Measured> bare_runs, our_runs;
  for (int i = 0; i < rounds; ++i) {
    bare_runs.push_back(measure(*bare, plan));
    our_runs.push_back(measure(*ours, plan));
  }
  std::printf("HTTP server, %zu keep-alive connections, POST of 600 bytes, median of %d runs\n", plan.connections, rounds);
  compare("adapters::http::Server", bare_runs, our_runs);
}

Measured measured(const bench::ClientCount& count) {
  if (count.other != 0) std::puts("  warning: not every answer was a 200");
  return {count.per_second(), count.cpu_seconds * 1e6 / static_cast<double>(std::max<std::uint64_t>(count.ok, 1)), 0};
}

void compare_clients(int rounds) {
  bench::ClientPlan plan;
  plan.path = "/v3.0/oa/message/cs";
  plan.bodies = {std::string(400, 'x')};
  const auto server = bench::start_server(bench::answer_ok());
  plan.port = server->port();
  std::vector<Measured> bare_runs, our_runs;
  for (int i = 0; i < rounds; ++i) {
    bare_runs.push_back(measured(bench::run_bare_client(plan)));
    our_runs.push_back(measured(bench::run_our_client(plan)));
  }
  std::printf("HTTP client, %zu connections, POST of 400 bytes, median of %d runs\n", plan.connections, rounds);
  compare("adapters::http::Client", bare_runs, our_runs);
}

}  // namespace

int main(int count, char** arguments) {
  const int rounds = count > 1 ? std::max(1, std::atoi(arguments[1])) : 5;
  compare_servers(rounds);
  compare_clients(rounds);
}
