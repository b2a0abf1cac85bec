// The Prometheus text.
#include "bot/server/metrics.hpp"

#include <catch2/catch.hpp>

TEST_CASE("all that is measured is written, in seconds and with its labels") {
  server::Measured measured;
  measured.engine.events[{"zalo", "accepted"}] = 5;
  measured.webhooks.not_understood["zalo"] = 2;
  measured.webhooks.bad_signatures["facebook"] = 3;
  measured.engine.turn_time.add(0.3);
  measured.engine.turn_time.add(9'000);
  measured.engine.intents["ack"] = 4;
  measured.engine.sends[{"zalo", "sent"}] = 7;
  measured.queues.replies_due = 1;
  measured.queues.bulk_due = 8;
  measured.queues.oldest_due_ms = 2'500;
  measured.queues.token_age_ms[{"zalo", "607"}] = 60'000;
  measured.commits = {10, 160};
  measured.http.open = 6;
  const auto text = server::metrics_text(measured);
  for (const char* line : {
           "nhipcau_events_total{channel=\"zalo\",result=\"accepted\"} 5\n",
           "nhipcau_events_total{channel=\"zalo\",result=\"not_understood\"} 2\n",
           "nhipcau_bad_signatures_total{channel=\"facebook\"} 3\n",
           "nhipcau_turn_seconds_count 2\n",
           "nhipcau_turn_seconds_bucket{le=\"+Inf\"} 2\n",
           "nhipcau_turn_seconds_bucket{le=\"0.0005\"} 1\n",
           "nhipcau_turns_total{intent=\"ack\"} 4\n",
           "nhipcau_sends_total{channel=\"zalo\",outcome=\"sent\"} 7\n",
           "nhipcau_outbox_due{priority=\"reply\"} 1\n",
           "nhipcau_outbox_due{priority=\"bulk\"} 8\n",
           "nhipcau_oldest_due_seconds 2.5\n",
           "nhipcau_token_age_seconds{channel=\"zalo\",account=\"607\"} 60\n",
           "nhipcau_commits_total 10\n",
           "nhipcau_commit_jobs_total 160\n",
           "nhipcau_open_connections 6\n",
           "# TYPE nhipcau_turn_seconds histogram\n",
       }) {
    CHECK_THAT(text, Catch::Contains(line));
  }
}
