// OAuth v4 with PKCE: an administrator of the OA opens the page; the code that comes back lives ten minutes and works once.
#include "adapters/answers.hpp"
#include "adapters/zalo_oa/parts.hpp"

namespace adapters::zalo_oa {
namespace {

class ZaloConsent final : public Consent {
 public:
  explicit ZaloConsent(const ZaloOaSettings& settings)
      : oauth_url_(settings.oauth_url), app_id_(settings.app_id), app_secret_(settings.app_secret) {}

  std::string page(const std::string& redirect_uri, const std::string& challenge, const std::string& state) const override {
    return address(oauth_url_, "/v4/oa/permission") + "?app_id=" + percent_encoded(app_id_) + "&redirect_uri=" + percent_encoded(redirect_uri) +
           "&code_challenge=" + percent_encoded(challenge) + "&state=" + percent_encoded(state);
  }

  http::ClientRequest exchange(const std::string& code, const std::string& verifier) const override {
    http::ClientRequest request;
    request.url = address(oauth_url_, "/v4/oa/access_token");
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"secret_key", app_secret_}};
    request.body = "grant_type=authorization_code&app_id=" + percent_encoded(app_id_) + "&code=" + percent_encoded(code) +
                   "&code_verifier=" + percent_encoded(verifier);
    return request;
  }

  std::string account_parameter() const override { return "oa_id"; }

 private:
  std::string oauth_url_, app_id_, app_secret_;
};

}  // namespace

std::unique_ptr<Consent> make_consent(const ZaloOaSettings& settings) { return std::make_unique<ZaloConsent>(settings); }

}  // namespace adapters::zalo_oa
