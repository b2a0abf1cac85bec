// Group commit. What SQLite itself gives up (disk full, I/O error, no memory) ends the whole batch, nothing is kept.
#include "storage/sqlite_writer.hpp"

namespace storage {

namespace {

using namespace std::chrono_literals;
constexpr auto longest_transaction = 50ms;   // then it commits and the rest of the batch goes into the next one
constexpr std::size_t crowded = 16;          // jobs in the last batch from which on the next one gathers
constexpr auto gathering = 300us;            // so long, so that one commit serves more of them
constexpr auto idle_before_truncation = 1000ms;
constexpr auto longest_without_truncation = 60s;

// Thrown inside the writer when the whole batch is lost; carries what its callers get.
struct BatchLost { std::exception_ptr reason; };

std::exception_ptr as_unavailable(std::exception_ptr error) {
  try {
    std::rethrow_exception(error);
  } catch (const Unavailable&) {
    return error;
  } catch (const std::exception& other) {
    return std::make_exception_ptr(Unavailable(other.what()));
  } catch (...) {
    return std::make_exception_ptr(Unavailable("SQLite ended the transaction"));
  }
}

}  // namespace

SqliteWriter::SqliteWriter(std::unique_ptr<SqliteConnection> connection, int max_batch)
    : connection_(std::move(connection)),
      max_batch_(static_cast<std::size_t>(max_batch)),
      thread_([this] { loop(); }) {}

SqliteWriter::~SqliteWriter() {
  queue_.close();
  thread_.join();
}

void SqliteWriter::loop() {
  std::deque<QueuedJob> batch;
  std::size_t last = 0;
  while (queue_.take(batch, max_batch_, wal_may_be_long_ ? std::optional(idle_before_truncation) : std::nullopt)) {
    truncate_wal_if_due(batch.empty());
    if (last >= crowded && batch.size() < last) {
      std::this_thread::sleep_for(gathering);
      queue_.take(batch, max_batch_ - batch.size(), 0ms);
    }
    last = batch.size();
    while (!batch.empty()) run_batch(batch);
  }
  truncate_wal_if_due(true);
}

// One transaction over the front of the batch; on trouble everybody in the batch is told the same. Savepoints cost as
// much as a small job, so the jobs get theirs only when one of them has failed.
void SqliteWriter::run_batch(std::deque<QueuedJob>& batch) {
  std::vector<Ran> ran;
  ran.reserve(batch.size());
  try {
    run_transaction(batch, ran);
    ++commits_;
    jobs_ += ran.size();
  } catch (const BatchLost& lost) {
    connection_->rollback();
    between_ = nullptr;
    for (QueuedJob& item : batch) ran.push_back({std::move(item), nullptr});
    batch.clear();
    for (Ran& each : ran) each.error = lost.reason;
  }
  wal_may_be_long_ = true;
  tell(ran);
  run_between();
}

void SqliteWriter::run_transaction(std::deque<QueuedJob>& batch, std::vector<Ran>& ran) {
  try {
    connection_->run("BEGIN IMMEDIATE");
    const auto end = Clock::now() + longest_transaction;
    bool with_savepoints = false;
    do {
      ran.push_back({std::move(batch.front()), nullptr});
      batch.pop_front();
      Ran& last = ran.back();
      last.error = with_savepoints ? run_in_savepoint(last.item) : run_job(last.item);
      if (last.error && !std::exchange(with_savepoints, true)) repeat(ran);
    } while (!batch.empty() && !between_ && Clock::now() < end);
    connection_->run("COMMIT");
  } catch (const std::exception&) {
    throw BatchLost{as_unavailable(std::current_exception())};
  }
}

// One of these jobs failed: what the others did is undone with it, and all run again, each in a savepoint.
void SqliteWriter::repeat(std::vector<Ran>& ran) {
  connection_->rollback();
  connection_->run("BEGIN IMMEDIATE");
  for (Ran& each : ran) each.error = run_in_savepoint(each.item);
}

// As run_job; a failure takes back what this job did, and nothing else.
std::exception_ptr SqliteWriter::run_in_savepoint(QueuedJob& item) {
  connection_->run("SAVEPOINT job");
  std::exception_ptr error = run_job(item);
  if (error) connection_->run("ROLLBACK TO job");
  connection_->run("RELEASE job");
  return error;
}

// Gives the job's own failure. Throws BatchLost when the transaction is gone.
std::exception_ptr SqliteWriter::run_job(QueuedJob& item) {
  SqliteSession session(*connection_, item.reads_only);
  std::exception_ptr error = call(item, session);
  if (!connection_->in_transaction() || session.engine_in_trouble()) throw BatchLost{as_unavailable(error)};
  return error;
}

std::exception_ptr SqliteWriter::call(QueuedJob& item, SqliteSession& session) {
  try {
    item.job(session);
    return session.failure();
  } catch (...) {
    return session.failure() ? session.failure() : std::current_exception();
  }
}

void SqliteWriter::tell(std::vector<Ran>& ran) {
  for (Ran& each : ran) each.item.finish(std::move(each.error));
}

void SqliteWriter::run_between() {
  if (between_) std::exchange(between_, nullptr)();
}

void SqliteWriter::run_between_transactions(const std::function<void(SqliteConnection&)>& work) {
  std::promise<void> finished;
  const auto run_now = [this, &work, &finished] {
    try {
      work(*connection_);
      finished.set_value();
    } catch (...) {
      finished.set_exception(std::current_exception());
    }
  };
  const auto give_up = [&finished](std::exception_ptr error) {
    if (error) finished.set_exception(std::move(error));
  };
  submit({[this, run_now](Session&) { between_ = run_now; }, give_up});
  finished.get_future().get();
}

// A truncating checkpoint moves everything into the file and empties the log; with readers in the way, what it can.
void SqliteWriter::truncate_wal_if_due(bool idle) {
  if (!wal_may_be_long_ || (!idle && Clock::now() - last_truncation_ < longest_without_truncation)) return;
  sqlite3_busy_timeout(connection_->handle(), 0);
  sqlite3_wal_checkpoint_v2(connection_->handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  sqlite3_busy_timeout(connection_->handle(), sqlite_busy_timeout_ms);
  last_truncation_ = Clock::now();
  wal_may_be_long_ = false;
}

}  // namespace storage
