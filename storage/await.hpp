// Database jobs as awaitables, for the coroutines of engine/ and server/. These are plain functions that build the job
// and give back the awaitable: a lambda written inside a co_await expression is destroyed twice by g++ 12.
// The io_context must outlive the Database.
#pragma once

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "storage/database.hpp"

namespace storage {

namespace detail {
// What waits for the job: the coroutine's handler, which runs and ends on its own executor. Copies share it.
template <class Handler>
class Waiting {
 public:
  explicit Waiting(Handler handler)
      : executor_(boost::asio::get_associated_executor(handler)),
        work_(executor_),
        handler_(std::make_shared<Handler>(std::move(handler))) {}
  // Resumes the coroutine with these values; the handler ends there too, not on this thread.
  template <class... Values>
  void resume(Values... values) {
    boost::asio::post(executor_, [handler = std::move(handler_), ... values = std::move(values)]() mutable {
      auto once = std::move(*handler);
      std::move(once)(std::move(values)...);
    });
    work_.reset();
  }

 private:
  using Executor = boost::asio::associated_executor_t<Handler>;
  Executor executor_;
  boost::asio::executor_work_guard<Executor> work_;
  std::shared_ptr<Handler> handler_;
};

// Starts submit(job, done) and resumes the awaiting coroutine on its own executor after COMMIT, with the job's result.
template <class R, class Submit, class F>
boost::asio::awaitable<R> start(Submit submit, F job) {
  namespace asio = boost::asio;
  if constexpr (std::is_void_v<R>) {
    return asio::async_initiate<const asio::use_awaitable_t<>, void(std::exception_ptr)>(
        [submit = std::move(submit), job = std::move(job)](auto handler) mutable {
          Waiting waiting(std::move(handler));
          submit(std::move(job), [waiting](std::exception_ptr error) mutable { waiting.resume(error); });
        },
        asio::use_awaitable);
  } else {
    return asio::async_initiate<const asio::use_awaitable_t<>, void(std::exception_ptr, R)>(
        [submit = std::move(submit), job = std::move(job)](auto handler) mutable {
          Waiting waiting(std::move(handler));
          auto result = std::make_shared<std::optional<R>>();
          auto run = [job = std::move(job), result](Session& session) mutable { result->emplace(job(session)); };
          submit(std::move(run), [waiting, result](std::exception_ptr error) mutable {
            waiting.resume(error, error ? R{} : std::move(**result));
          });
        },
        asio::use_awaitable);
  }
}
}  // namespace detail

// co_await async_write(database, key, job): as Database::submit_write; gives what the job returns (default-constructible),
// throws what it threw. Call it from a plain function or with a named job, never with a capture list inside co_await.
template <class F>
auto async_write(Database& database, std::string key, F job) {
  auto submit = [&database, key = std::move(key)](Database::Job j, Database::Done d) {
    database.submit_write(key, std::move(j), std::move(d));
  };
  return detail::start<std::invoke_result_t<F&, Session&>>(std::move(submit), std::move(job));
}
template <class F>
auto async_read(Database& database, F job) {
  auto submit = [&database](Database::Job j, Database::Done d) { database.submit_read(std::move(j), std::move(d)); };
  return detail::start<std::invoke_result_t<F&, Session&>>(std::move(submit), std::move(job));
}

}  // namespace storage
