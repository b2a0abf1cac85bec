// A platform's answer in words for whoever runs a command.
#include "bot/commands/speaker.hpp"
#include "bot/language/text.hpp"

namespace app {

namespace {

struct Words {
  std::int64_t now;

  std::string operator()(const adapters::Sent&) const { return {}; }
  std::string operator()(const adapters::RetryAt& again) const {
    if (again.refresh_token) return "The platform refuses the tokens of this account (" + again.reason + "): consent again with `nhipcau connect`.";
    const auto when = again.at > now ? "try again after " + language::iso_moment(again.at) : std::string("try again in a minute");
    return "The platform could not be asked now (" + again.reason + "): " + when + ".";
  }
  std::string operator()(const adapters::Hold& hold) const {
    if (hold.until == adapters::HoldUntil::quota_renews) return "The quota is used up (" + hold.reason + "): wait until it renews.";
    if (hold.until == adapters::HoldUntil::person_writes) return "Only after the person writes again (" + hold.reason + ").";
    return "The platform asks for an administrator (" + hold.reason + "): see docs/platforms.md.";
  }
  std::string operator()(const adapters::Rejected& rejected) const { return "The platform refused: " + rejected.reason + "."; }
  std::string operator()(const adapters::Unsure& unsure) const {
    return "Nobody knows whether it was done (" + unsure.reason + "): look before you ask again.";
  }
};

}  // namespace

std::string sentence(const adapters::Outcome& outcome, std::int64_t now) { return std::visit(Words{now}, outcome); }

}  // namespace app
