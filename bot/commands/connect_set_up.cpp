// nhipcau connect, last step: asks the platform what it thinks of the account, puts right what it can, and gives our presence its texts.
#include "adapters/profile_texts.hpp"
#include "bot/commands/speaker.hpp"
#include "templates/catalog.hpp"

namespace app {

namespace {

using State = adapters::Finding::State;

// One line of the report.
struct Lines {
  std::string text;
  int status = 0;
  void add(bool good, const std::string& what, const std::string& detail) {
    text += (good ? "ok    " : "FAIL  ") + what + ": " + detail + "\n";
    if (!good) status = 1;
  }
};

adapters::Choice choice(const templates::Catalog& catalog, const char* word, const char* payload) {
  return {catalog.render("chat/vi/profile_choice", {{word, true}}), payload};
}

adapters::ProfileTexts profile_texts(const Outside& outside, const engine::ChannelSetup& setup) {
  const templates::Catalog catalog;
  adapters::ProfileTexts texts;
  texts.greeting = catalog.render("chat/vi/profile_greeting", nlohmann::json::object());
  texts.get_started_payload = "#1 start";
  texts.ice_breakers = {choice(catalog, "help", "#1 help"), choice(catalog, "privacy", "#1 privacy")};
  texts.menu = texts.ice_breakers;
  if (!outside.public_url.empty()) texts.webhook_url = outside.public_url + "/webhook/" + setup.name;
  return texts;
}

adapters::Finding mended(const Speaker& speaker, const adapters::Probe& probe, const adapters::Finding& finding) {
  const auto remedy = speaker.channel().remedy(probe, speaker.account(), speaker.credentials());
  if (!remedy) return finding;
  speaker.exchange([&](const adapters::Credentials&) { return *remedy; });
  return ask_probe(speaker, probe);
}

void examine(const Speaker& speaker, Lines& lines) {
  for (const auto& probe : speaker.channel().probes()) {
    auto finding = ask_probe(speaker, probe);
    const bool was_wrong = finding.state == State::mend;
    if (was_wrong) finding = mended(speaker, probe, finding);
    const bool good = finding.state == State::fine;
    const auto detail = good ? (was_wrong ? "put right" : "well") : finding.reason.empty() ? "no usable answer" : finding.reason;
    lines.add(good, probe.name, detail);
  }
}

void give_texts(const Outside& outside, const Speaker& speaker, Lines& lines) {
  const auto texts = profile_texts(outside, speaker.setup());
  int number = 0;
  for (const auto& request : speaker.channel().set_up(speaker.account(), texts, speaker.credentials())) {
    const auto finding = speaker.channel().read_set_up(speaker.exchange([&](const adapters::Credentials&) { return request; }));
    lines.add(finding.state == State::fine, "set-up step " + std::to_string(++number), finding.state == State::fine ? "done" : finding.reason);
  }
}

}  // namespace

Said do_connect_set_up(const ControlContext& context, const nlohmann::json& args) {
  const auto& outside = outside_of(context);
  const auto kind = args.at("kind").get<std::string>();
  const auto fits = [&](const engine::ChannelSetup& setup) { return setup.channel->kind() == kind; };
  const Speaker speaker(context, choose_account(outside, args.value("channel", std::string()), args.value("account", std::string()), fits));
  Lines lines;
  give_texts(outside, speaker, lines);
  examine(speaker, lines);
  const auto hook = outside.public_url.empty() ? "set server.public_url; the platform needs <public_url>/webhook/" + speaker.setup().name
                                               : outside.public_url + "/webhook/" + speaker.setup().name;
  lines.add(outside.public_url.starts_with("https://"), "webhook address", hook);
  return {lines.text, lines.status};
}

}  // namespace app
