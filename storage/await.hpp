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
// A job on its way and the coroutine that waits for it, in one block. The coroutine's handler runs and ends on its own
// executor.
template <class R, class Handler, class F>
class Waiting : public std::enable_shared_from_this<Waiting<R, Handler, F>> {
 public:
  Waiting(Handler handler, F job)
      : executor_(boost::asio::get_associated_executor(handler)),
        work_(executor_),
        handler_(std::move(handler)),
        job_(std::move(job)) {}

  void run(Session& session) {
    if constexpr (std::is_void_v<R>) job_(session);
    else result_.emplace(job_(session));
  }
  // Resumes the coroutine with the result or the error; the handler ends there too, not on this thread.
  void resume(std::exception_ptr error) {
    boost::asio::post(executor_, [self = this->shared_from_this(), handler = std::move(handler_), error]() mutable {
      auto once = std::move(handler);
      if constexpr (std::is_void_v<R>) std::move(once)(error);
      else std::move(once)(error, error ? R{} : std::move(*self->result_));
    });
    work_.reset();
  }

 private:
  using Executor = boost::asio::associated_executor_t<Handler>;
  Executor executor_;
  boost::asio::executor_work_guard<Executor> work_;
  Handler handler_;
  F job_;
  std::optional<std::conditional_t<std::is_void_v<R>, bool, R>> result_;
};

template <class R> struct SignatureOf { using Type = void(std::exception_ptr, R); };
template <> struct SignatureOf<void> { using Type = void(std::exception_ptr); };

// Starts submit(job, done) and resumes the awaiting coroutine on its own executor after COMMIT, with the job's result.
template <class R, class Submit, class F>
boost::asio::awaitable<R> start(Submit submit, F job) {
  namespace asio = boost::asio;
  return asio::async_initiate<const asio::use_awaitable_t<>, typename SignatureOf<R>::Type>(
      [submit = std::move(submit), job = std::move(job)](auto handler) mutable {
        auto waiting = std::make_shared<Waiting<R, decltype(handler), F>>(std::move(handler), std::move(job));
        submit([waiting](Session& session) { waiting->run(session); },
               [waiting](std::exception_ptr error) { waiting->resume(std::move(error)); });
      },
      asio::use_awaitable);
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
