// How the benchmarks say what they found, and where they keep their files: beside the program, under the build folder.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace bench {

struct Figure {
  std::string name;
  double measured = 0;
  std::string unit;
  std::string against;                               // what the reference is; "": there is none
  double reference = 0;
  std::string target;                                // "ratio >= 0.70"; "": none
};
// One line: name, measured, reference, ratio, target.
void print(const Figure& figure);

double median(std::vector<double> values);           // 0 of nothing

double process_cpu_seconds();
double thread_cpu_seconds();                         // of the calling thread

std::filesystem::path program_folder();

// An empty folder of this run, gone at the end.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  std::string file(const std::string& name) const { return (path_ / name).string(); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace bench
