// How fast a channel may send. Pure: time is an argument.
#pragma once

#include <cstdint>
#include <deque>

namespace engine {

// A bucket whose tokens come back one second after they were taken: never more than `rate` sends in any one-second window (below one
// a second: one in 1/rate seconds). Moments are milliseconds and never go back.
class Pacing {
 public:
  explicit Pacing(double rate);
  std::int64_t available(std::int64_t now);             // how many may go now
  void take(std::int64_t now, std::int64_t count);      // they go now
  std::int64_t next_at(std::int64_t now);               // when at least one may go; now, if one may at once

 private:
  struct Taken { std::int64_t at, count; };
  void forget(std::int64_t now);

  std::int64_t capacity_, window_;
  std::int64_t out_ = 0;                                // tokens taken within the window
  std::deque<Taken> taken_;                             // by time
};

}  // namespace engine
