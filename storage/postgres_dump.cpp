// pg_dump gets the address through its environment: a command line can be read by everybody on the machine.
#include "storage/postgres_dump.hpp"

#include <libpq-fe.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <vector>

#include "storage/database.hpp"

namespace storage {

namespace {

std::vector<std::string> environment_for(const std::string& url) {
  std::vector<std::string> variables;
  for (char** each = environ; *each; ++each)
    if (!std::string_view(*each).starts_with("PG")) variables.emplace_back(*each);
  const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> options(PQconninfoParse(url.c_str(), nullptr),
                                                                               PQconninfoFree);
  if (!options) throw Unavailable("The address of the database cannot be read.");
  for (const PQconninfoOption* option = options.get(); option->keyword; ++option)
    if (option->envvar && option->val) variables.push_back(std::string(option->envvar) + "=" + option->val);
  return variables;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> all;
  all.reserve(texts.size() + 1);
  for (std::string& text : texts) all.push_back(text.data());
  all.push_back(nullptr);
  return all;
}

std::string read_to_end(int descriptor) {
  std::string text;
  char part[1024];
  for (ssize_t size; (size = ::read(descriptor, part, sizeof part)) > 0;)
    text.append(part, static_cast<std::size_t>(size));
  ::close(descriptor);
  return text;
}

// Runs the command; what it writes to standard error comes back in `complaint`. Gives its exit status, -1 if it did not
// start.
int run(std::vector<std::string> command, std::vector<std::string> environment, std::string& complaint) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return -1;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
  pid_t child = -1;
  const int failed = ::posix_spawnp(&child, command.front().c_str(), &actions, nullptr, pointers(command).data(),
                                    pointers(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  complaint = read_to_end(ends[0]);
  int status = 0;
  if (failed || ::waitpid(child, &status, 0) != child || !WIFEXITED(status)) return -1;
  return WEXITSTATUS(status);
}

}  // namespace

void dump_postgres(const std::string& url, const std::string& file) {
  if (::access(file.c_str(), F_OK) == 0) throw Unavailable("The backup file " + file + " exists already.");
  const std::string part = file + ".part";
  std::string complaint;
  const int status =
      run({"pg_dump", "--format=custom", "--no-password", "--file=" + part}, environment_for(url), complaint);
  if (status == 0 && std::rename(part.c_str(), file.c_str()) == 0) return;
  std::remove(part.c_str());
  if (status == -1) throw Unavailable("The backup needs pg_dump (package postgresql-client), which did not start.");
  throw Unavailable("The backup failed: " + complaint.substr(0, complaint.find('\n')));
}

void restore_postgres(const std::string& url, const std::string& file) {
  auto environment = environment_for(url);
  std::string database, complaint;
  constexpr std::string_view name = "PGDATABASE=";
  for (const std::string& variable : environment)
    if (variable.starts_with(name)) database = variable.substr(name.size());
  const int status = run({"pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-password",
                          "--dbname=" + database, file},
                         std::move(environment), complaint);
  if (status == 0) return;
  if (status == -1) throw Unavailable("The restore needs pg_restore (package postgresql-client), which did not start.");
  throw Unavailable("The restore failed (it needs an empty database): " + complaint.substr(0, complaint.find('\n')));
}

}  // namespace storage
