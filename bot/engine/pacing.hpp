// How fast an account may send. Pure: time is an argument.
#pragma once

#include <cstdint>
#include <deque>

namespace engine {

// What is left of the rate when so much of the platform's allowance is used up (0 to 1 and above): all of it below 80 %, then less and
// less, a twentieth once there is none left: the next answers tell when it is better.
double allowed_share(double used);

// A bucket whose tokens come back a little more than one second after they were taken: never more than `rate` sends in any one-second
// window (below one a second: one in 1/rate seconds), also when clocks and threads are not exact. Moments are milliseconds and never
// go back. A row is reserved when it is claimed and takes its token at the moment it is written.
class Pacing {
 public:
  explicit Pacing(double rate);
  std::int64_t available(std::int64_t now);             // how many may be written now
  std::int64_t claimable(std::int64_t now);             // how many more may be reserved: all that could be written soon
  std::int64_t next_claim(std::int64_t now);            // when claimable() may be more than now
  std::int64_t next_at(std::int64_t now);               // when at least one may be written; now, if one may at once
  void reserve(std::int64_t count) { reserved_ += count; }
  void release() { --reserved_; }                       // it was written, or will not be
  void take(std::int64_t now, std::int64_t count);      // they are written now
  void slow(double used, std::int64_t now);             // by what an answer said; forgotten after a minute

 private:
  struct Taken { std::int64_t at, count; };
  void forget(std::int64_t now);
  void set_share(double share);

  double rate_;
  std::int64_t capacity_ = 0, window_ = 0;
  std::int64_t out_ = 0, reserved_ = 0;                 // tokens taken within the window; rows that wait for one
  std::int64_t slow_until_ = 0;
  double share_ = 1;
  std::deque<Taken> taken_;                             // by time
};

}  // namespace engine
