// One epoll loop, because what measures must cost as little as it can.
#include "load.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>
#include <utility>

namespace bench {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t read_size = 64 * 1024;
constexpr std::size_t most_samples = 2'000'000;
constexpr int events_at_once = 256;
constexpr int longest_wait_ms = 20;

struct Lane {
  int socket = -1;
  std::string_view unsent;
  std::string received;
  Clock::time_point begun;
  bool busy = false;
};

// Length of the whole answer at the beginning of these bytes, 0 if its head is not complete.
std::size_t answer_length(std::string_view bytes) {
  const auto end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos) return 0;
  const auto field = bytes.substr(0, end).find("Content-Length: ");
  if (field == std::string_view::npos) return end + 4;
  return end + 4 + std::strtoul(bytes.data() + field + 16, nullptr, 10);
}

class Run {
 public:
  explicit Run(const LoadPlan& plan)
      : plan_(plan), lanes_(plan.connections), epoll_(::epoll_create1(EPOLL_CLOEXEC)) {}
  ~Run() {
    for (auto& lane : lanes_) drop(lane);
    ::close(epoll_);
  }

  LoadResult go() {
    for (auto& lane : lanes_) {
      if (!open(lane)) throw std::runtime_error("the load found nobody listening on port " + std::to_string(plan_.port));
    }
    const auto begin = Clock::now(), end = begin + plan_.limit;
    for (auto& lane : lanes_) next(lane);
    while (under_way_ > 0 && Clock::now() < end) poll();
    result_.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    summarise();
    return result_;
  }

 private:
  bool open(Lane& lane) {
    lane.socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(plan_.port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(lane.socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return false;
    const int on = 1;
    ::setsockopt(lane.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLET;
    event.data.ptr = &lane;
    return ::epoll_ctl(epoll_, EPOLL_CTL_ADD, lane.socket, &event) == 0;
  }

  void drop(Lane& lane) {
    if (lane.socket >= 0) ::close(lane.socket);
    lane.socket = -1;
    lane.received.clear();
  }

  bool more_to_send() const {
    if (plan_.most_answers != 0 && begun_ >= plan_.most_answers) return false;
    return plan_.repeat || begun_ < plan_.requests.size();
  }

  void next(Lane& lane) {
    if (plan_.requests.empty() || !more_to_send()) return;
    lane.unsent = plan_.requests[begun_++ % plan_.requests.size()];
    lane.begun = Clock::now();
    lane.busy = true;
    ++under_way_;
    push(lane);
  }

  void push(Lane& lane) {
    while (!lane.unsent.empty()) {
      const auto sent = ::send(lane.socket, lane.unsent.data(), lane.unsent.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
      if (sent < 0) return;  // full: epoll tells when to go on; broken: reading will tell
      lane.unsent.remove_prefix(static_cast<std::size_t>(sent));
    }
  }

  void poll() {
    std::array<epoll_event, events_at_once> events;
    const int count = ::epoll_wait(epoll_, events.data(), events_at_once, longest_wait_ms);
    for (int i = 0; i < count; ++i) {
      auto& lane = *static_cast<Lane*>(events[static_cast<std::size_t>(i)].data.ptr);
      if (lane.socket < 0) continue;
      push(lane);
      pull(lane);
    }
  }

  void pull(Lane& lane) {
    for (;;) {
      const auto got = ::recv(lane.socket, buffer_.data(), buffer_.size(), MSG_DONTWAIT);
      if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
      if (got <= 0) return broken(lane);
      lane.received.append(buffer_.data(), static_cast<std::size_t>(got));
      take_answer(lane);
      if (static_cast<std::size_t>(got) < buffer_.size()) return;  // drained: the edge comes again
    }
  }

  void take_answer(Lane& lane) {
    const auto length = answer_length(lane.received);
    if (length == 0 || lane.received.size() < length || !lane.busy) return;
    ++result_.by_status[std::atoi(lane.received.c_str() + 9)];
    ++result_.answers;
    const std::chrono::duration<float, std::milli> took = Clock::now() - lane.begun;
    if (samples_.size() < most_samples) samples_.push_back(took.count());
    const bool closing = lane.received.find("Connection: close") < length;
    lane.received.clear();
    lane.busy = false;
    --under_way_;
    if (closing) return reopen(lane);
    next(lane);
  }

  void broken(Lane& lane) {
    ++result_.failures;
    if (std::exchange(lane.busy, false)) --under_way_;
    reopen(lane);
  }

  void reopen(Lane& lane) {
    drop(lane);
    if (open(lane)) next(lane);
  }

  void summarise() {
    if (samples_.empty()) return;
    const auto at = [&](double share) {
      const auto before = static_cast<std::ptrdiff_t>(share * static_cast<double>(samples_.size() - 1));
      const auto place = samples_.begin() + before;
      std::nth_element(samples_.begin(), place, samples_.end());
      return static_cast<double>(*place);
    };
    result_.median_ms = at(0.5);
    result_.p99_ms = at(0.99);
  }

  const LoadPlan& plan_;
  std::vector<Lane> lanes_;
  std::vector<float> samples_;
  std::string buffer_ = std::string(read_size, '\0');
  LoadResult result_;
  std::uint64_t begun_ = 0, under_way_ = 0;
  int epoll_;
};

}  // namespace

std::uint64_t LoadResult::with_status(int status) const {
  const auto found = by_status.find(status);
  return found == by_status.end() ? 0 : found->second;
}

LoadResult run_load(const LoadPlan& plan) { return Run(plan).go(); }

std::string post_request(const std::string& path, const std::string& body, const std::string& headers) {
  return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n" + headers +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace bench
