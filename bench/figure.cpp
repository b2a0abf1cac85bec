// Lines, medians, clocks and folders.
#include "figure.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <ctime>

namespace bench {

namespace fs = std::filesystem;

namespace {

double seconds_of(clockid_t clock) {
  timespec used{};
  ::clock_gettime(clock, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

std::string shown(double value) {
  char text[32];
  std::snprintf(text, sizeof text, value < 100 ? "%.2f" : "%.0f", value);
  return text;
}

}  // namespace

void print(const Figure& figure) {
  std::printf("%-44s %8s %s", figure.name.c_str(), shown(figure.measured).c_str(), figure.unit.c_str());
  if (!figure.against.empty()) {
    std::printf("; %s %s; ratio %.2f", figure.against.c_str(), shown(figure.reference).c_str(),
                figure.reference > 0 ? figure.measured / figure.reference : 0);
  }
  if (!figure.target.empty()) std::printf("; target: %s", figure.target.c_str());
  std::puts("");
  std::fflush(stdout);
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

double process_cpu_seconds() { return seconds_of(CLOCK_PROCESS_CPUTIME_ID); }
double thread_cpu_seconds() { return seconds_of(CLOCK_THREAD_CPUTIME_ID); }

fs::path program_folder() { return fs::read_symlink("/proc/self/exe").parent_path(); }

Folder::Folder() {
  static std::atomic<int> count = 0;
  path_ = program_folder() / ("run-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
  fs::create_directories(path_);
}

Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace bench
