#include "bot/server/metrics.hpp"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <initializer_list>
#include <limits>
#include <utility>

namespace server {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;
using Labels = std::initializer_list<std::pair<const char*, std::string>>;

constexpr double milliseconds = 1'000.0;

// The families in the order they are written.
class Text {
 public:
  void begin(MetricType type, const char* name, const char* help) { families_.push_back({name, help, type, {}}); }
  template <class N>
  void value(N number, Labels labels = {}) {
    auto& metric = add(labels);
    metric.counter.value = metric.gauge.value = static_cast<double>(number);
  }
  void histogram(const engine::Histogram& histogram) {
    auto& to = add({}).histogram;
    to.sample_count = histogram.count;
    to.sample_sum = histogram.sum / milliseconds;
    std::uint64_t cumulative = 0;
    for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
      cumulative += histogram.counts[i];
      const bool last = i == engine::Histogram::bounds.size();
      to.bucket.push_back(
          {cumulative, last ? std::numeric_limits<double>::infinity() : engine::Histogram::bounds[i] / milliseconds});
    }
  }
  std::string str() const { return prometheus::TextSerializer().Serialize(families_); }

 private:
  ClientMetric& add(Labels labels) {
    ClientMetric metric;
    for (const auto& [name, value] : labels) metric.label.push_back({name, value});
    families_.back().metric.push_back(std::move(metric));
    return families_.back().metric.back();
  }
  std::vector<MetricFamily> families_;
};

void write_in(Text& text, const Measured& measured) {
  text.begin(MetricType::Counter, "nhipcau_events_total", "Events that came in, by channel and result");
  for (const auto& [key, count] : measured.engine.events)
    text.value(count, {{"channel", key.first}, {"result", key.second}});
  for (const auto& [channel, count] : measured.webhooks.not_understood)
    text.value(count, {{"channel", channel}, {"result", "not_understood"}});
  text.begin(MetricType::Counter, "nhipcau_bad_signatures_total", "Webhooks refused for their signature");
  for (const auto& [channel, count] : measured.webhooks.bad_signatures) text.value(count, {{"channel", channel}});
  text.begin(MetricType::Histogram, "nhipcau_turn_seconds", "Time of one turn inside its transaction");
  text.histogram(measured.engine.turn_time);
  text.begin(MetricType::Counter, "nhipcau_turns_total", "Turns by what was meant");
  for (const auto& [intent, count] : measured.engine.intents) text.value(count, {{"intent", intent}});
}

void write_out(Text& text, const Measured& measured) {
  text.begin(MetricType::Counter, "nhipcau_sends_total", "Sends by channel and outcome");
  for (const auto& [key, count] : measured.engine.sends)
    text.value(count, {{"channel", key.first}, {"outcome", key.second}});
  text.begin(MetricType::Gauge, "nhipcau_sending_stopped", "1 after a restore, until nhipcau resume");
  text.value(measured.queues.sending_stopped ? 1 : 0);
  text.begin(MetricType::Gauge, "nhipcau_token_age_seconds", "Age of the access token of an account");
  for (const auto& [key, age] : measured.queues.token_age_ms) {
    text.value(static_cast<double>(age) / milliseconds, {{"channel", key.first}, {"account", key.second}});
  }
}

void write_queues(Text& text, const engine::QueueState& queues) {
  text.begin(MetricType::Gauge, "nhipcau_inbox_events", "Events in the inbox that are not handled");
  text.value(queues.inbox_waiting, {{"state", "waiting"}});
  text.value(queues.inbox_dead, {{"state", "dead"}});
  text.begin(MetricType::Gauge, "nhipcau_outbox_due", "Messages that may go now, by priority");
  text.value(queues.replies_due, {{"priority", "reply"}});
  text.value(queues.bulk_due, {{"priority", "bulk"}});
  text.begin(MetricType::Gauge, "nhipcau_outbox_waiting", "Messages that wait for something, or for a human");
  text.value(queues.held, {{"state", "held"}});
  text.value(queues.rejected, {{"state", "rejected"}});
  text.value(queues.unsure, {{"state", "unsure"}});
  text.value(queues.outbox_dead, {{"state", "dead"}});
  text.begin(MetricType::Gauge, "nhipcau_oldest_due_seconds", "Age of the oldest message that may go now");
  text.value(static_cast<double>(queues.oldest_due_ms) / milliseconds);
}

void write_process(Text& text, const Measured& measured) {
  text.begin(MetricType::Counter, "nhipcau_commits_total", "Transactions committed");
  text.value(measured.commits.commits);
  text.begin(MetricType::Counter, "nhipcau_commit_jobs_total",
             "Jobs in them: jobs / commits is the mean size of a group commit");
  text.value(measured.commits.jobs);
  text.begin(MetricType::Gauge, "nhipcau_open_connections", "HTTP connections that are open");
  text.value(measured.http.open);
  text.begin(MetricType::Counter, "nhipcau_connections_total", "HTTP connections by what became of them");
  text.value(measured.http.connections, {{"result", "accepted"}});
  text.value(measured.http.refused, {{"result", "refused"}});
  text.value(measured.http.timeouts, {{"result", "timed_out"}});
  text.value(measured.http.broken, {{"result", "broken"}});
  text.begin(MetricType::Counter, "nhipcau_requests_total", "HTTP requests answered");
  text.value(measured.http.requests);
}

}  // namespace

std::string metrics_text(const Measured& measured) {
  Text text;
  write_in(text, measured);
  write_queues(text, measured.queues);
  write_out(text, measured);
  write_process(text, measured);
  return text.str();
}

}  // namespace server
