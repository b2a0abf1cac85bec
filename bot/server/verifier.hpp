// The file by which a platform sees that a domain is ours (Zalo: zalo_verifier….html): exactly the configured names, nothing else.
#pragma once

#include <string>
#include <vector>

#include "bot/server/router.hpp"

namespace server {

struct VerifierFile { std::string name, content; };      // "zalo_verifierAb3….html", its whole text
std::vector<Route> verifier_routes(const std::vector<VerifierFile>& files);

}  // namespace server
