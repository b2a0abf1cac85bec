// Storage that goes away in the middle of the outward road: nothing that was begun is lost from sight.
#include <atomic>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tables.hpp"
#include "world.hpp"

using storage::Session;

namespace {

// A database that lets a number of writes of channel "c" pass and refuses the one after them.
class Refusing final : public storage::Database {
 public:
  explicit Refusing(std::unique_ptr<storage::Database> inner) : inner_(std::move(inner)) {}
  void refuse_after(int writes) { left_ = writes; }
  int refused() const { return refused_; }

  void submit_write(std::string_view key, Job job, Done done) override {
    if (key == "c" && left_ >= 0 && left_-- == 0) {
      ++refused_;
      return done(std::make_exception_ptr(storage::Unavailable("away")));
    }
    inner_->submit_write(key, std::move(job), std::move(done));
  }
  void submit_read(Job job, Done done) override { inner_->submit_read(std::move(job), std::move(done)); }
  std::string_view engine() const override { return inner_->engine(); }
  storage::CommitStats commits() const override { return inner_->commits(); }
  void backup(const std::string& file) override { inner_->backup(file); }

 private:
  std::unique_ptr<storage::Database> inner_;
  std::atomic<int> left_{-1}, refused_{0};
};

void queue(Session& session, const std::string& person, std::optional<std::int64_t> delivery) {
  const auto key = trade_union::conversation_key(tests::direct(person));
  const auto message = nlohmann::json{{"text", "x"}}.dump();
  storage::outbox::append(session, {.channel = "c", .account = "a", .conversation = key, .kind = "direct", .recipient = person,
                                    .priority = storage::outbox::reply, .due_at = 0, .created_at = 0, .message = message,
                                    .delivery_id = delivery, .coalesce_key = ""});
}

}  // namespace

TEST_CASE("what was posted is settled although storage goes away while rows are settled one by one") {
  constexpr std::int64_t many = 4;
  Refusing database(storage::open_sqlite({":memory:"}));
  database.write([](Session& session) {
    for (std::int64_t n = 0; n < many; ++n) queue(session, "p" + std::to_string(n), tests::new_delivery(session));
  });
  auto rules = tests::plain_rules();
  const auto trap = std::make_shared<std::atomic<bool>>(true);
  rules.delivery_settled = [&database, trap](Session&, std::int64_t, trade_union::Settled, const std::string&, std::int64_t) {
    if (!trap->exchange(false)) return;
    database.refuse_after(0);  // the first row that is settled alone finds storage away
    throw std::logic_error("a bug");
  };
  tests::World world(database, rules);
  world.start();
  REQUIRE(tests::eventually([&] {
    return database.read([](Session& session) { return session.number("SELECT count(*) FROM outbox WHERE state = 'sent'"); }) == many;
  }));
  CHECK(database.refused() == 1);
  CHECK(world.platform.posted().size() == many);
}

TEST_CASE("what comes due goes on after something of it broke and was set aside") {
  const auto database = storage::open_sqlite({":memory:"});
  std::atomic<int> asked{0}, aside{0};
  auto rules = tests::plain_rules();
  rules.due = [&](Session&, std::int64_t) -> trade_union::Turn {
    ++asked;
    if (aside == 0) throw std::runtime_error("broken");
    return {};
  };
  rules.due_broke = [&](Session&, std::int64_t) {
    ++aside;
    trade_union::Turn turn;
    turn.work_waiting = true;
    return turn;
  };
  tests::World world(*database, rules);
  world.start();
  REQUIRE(tests::eventually([&] { return aside == 1 && asked >= 2; }));
  CHECK(world.has_logged("due_failed"));
  world.accept({tests::written("e1", "lan", "chào")});
  CHECK(tests::eventually([&] { return world.platform.texts_to("lan").size() == 1; }));
}
