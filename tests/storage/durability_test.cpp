// A server that is killed: every write it acknowledged is there afterwards, exactly once.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <set>

#include "storage/database.hpp"
#include "stores.hpp"

using namespace tests;
using storage::Session;

namespace {

// Writes facts until it is killed, and says each number on the pipe when the write is acknowledged.
[[noreturn]] void write_for_ever(Store& store, int acknowledged) {
  const auto database = store.open();
  for (int number = 0;; ++number) {
    if (number % 64 == 0) database->write([](Session&) {});  // so that memory does not fill with what waits
    database->submit_write(
        std::to_string(number % 8),
        [number](Session& session) { session.run("INSERT INTO fact (value) VALUES (?1)", {number}); },
        [number, acknowledged](std::exception_ptr error) {
          if (!error && ::write(acknowledged, &number, sizeof number) != sizeof number) ::_exit(1);
        });
  }
}

std::set<int> read_numbers(int descriptor, std::size_t most) {
  std::set<int> numbers;
  int number = 0;
  while (numbers.size() < most && ::read(descriptor, &number, sizeof number) == sizeof number) numbers.insert(number);
  return numbers;
}

}  // namespace

TEST_CASE("acknowledged writes survive SIGKILL") {
  const std::string store_name = GENERATE("file", "postgresql");
  if (store_name == "postgresql" && postgres_address().empty()) return;
  CAPTURE(store_name);
  const auto store = make_store(store_name);
  create_fact(*store->open());
  for (int round = 0; round < 3; ++round) {
    store->open()->write([](Session& session) { session.run("DELETE FROM fact"); });
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    if (child == 0) write_for_ever(*store, ends[1]);
    ::close(ends[1]);
    auto acknowledged = read_numbers(ends[0], 300);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    acknowledged.merge(read_numbers(ends[0], SIZE_MAX));
    ::close(ends[0]);
    const auto kept = store->open()->read([](Session& session) {
      return session.all("SELECT value FROM fact", {},
                         [](const storage::Row& row) { return static_cast<int>(row.integer(0)); });
    });
    const std::set<int> once(kept.begin(), kept.end());
    CHECK(acknowledged.size() >= 300);
    CHECK(once.size() == kept.size());
    CHECK(std::includes(once.begin(), once.end(), acknowledged.begin(), acknowledged.end()));
  }
}
