// Jobs awaited by coroutines: the result comes back on the coroutine's own thread, after COMMIT; exceptions too.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <thread>

#include "storage/await.hpp"
#include "stores.hpp"

using namespace tests;
using storage::Session;
namespace asio = boost::asio;

namespace {

// Runs the coroutine to its end on this thread; rethrows what it threw.
void run(asio::awaitable<void> coroutine) {
  asio::io_context context;
  std::exception_ptr thrown;
  asio::co_spawn(context, std::move(coroutine), [&](std::exception_ptr error) { thrown = error; });
  context.run();
  if (thrown) std::rethrow_exception(thrown);
}

auto add(storage::Database& database, std::string name) {
  return storage::async_write(database, "key", [name = std::move(name)](Session& session) {
    insert_fact(session, name);
    return session.number("SELECT COUNT(*) FROM fact");
  });
}
auto names(storage::Database& database) {
  return storage::async_read(database, [](Session& session) {
    return session.all("SELECT name FROM fact ORDER BY id", {}, [](const storage::Row& row) { return row.string(0); });
  });
}
auto clear(storage::Database& database) {
  return storage::async_write(database, "", [](Session& session) { session.run("DELETE FROM fact"); });
}

asio::awaitable<void> story(storage::Database& database) {
  const auto own_thread = std::this_thread::get_id();
  for (int i = 1; i <= 200; ++i) {
    const auto count = co_await add(database, "a fact with quite a long name, number " + std::to_string(i));
    CHECK(count == i);
    REQUIRE(std::this_thread::get_id() == own_thread);
  }
  const auto all = co_await names(database);
  CHECK(all.size() == 200);
  CHECK(all.front() == "a fact with quite a long name, number 1");
  bool refused = false;
  try {
    co_await add(database, all.front());
  } catch (const storage::ConstraintError&) {
    refused = true;
  }
  CHECK(refused);
  CHECK(std::this_thread::get_id() == own_thread);
  co_await clear(database);
  const auto rest = co_await names(database);
  CHECK(rest.empty());
}

asio::awaitable<void> one_of_many(storage::Database& database, int number) {
  co_await add(database, std::to_string(number));
}

}  // namespace

TEST_CASE("a coroutine awaits jobs") {
  const std::string store_name = GENERATE(from_range(all_stores()));
  CAPTURE(store_name);
  const auto store = make_store(store_name);
  const auto database = store->open();
  create_fact(*database);
  run(story(*database));
}

TEST_CASE("many coroutines share commits") {
  const auto store = make_store("file");
  const auto database = store->open();
  create_fact(*database);
  const auto before = database->commits();
  asio::io_context context;
  int finished = 0;
  for (int i = 0; i < 500; ++i)
    asio::co_spawn(context, one_of_many(*database, i), [&](std::exception_ptr error) { finished += error ? 0 : 1; });
  context.run();
  CHECK(finished == 500);
  CHECK(count_facts(*database) == 500);
  CHECK(database->commits().commits - before.commits < 400);
}
