// Finding the directive somebody means, and saying it.
#pragma once

#include <vector>

#include "bot/union/scene.hpp"
#include "storage/directives.hpp"

namespace trade_union {

// All directives the line may mean by "doc" or "doc_number" (+ "doc_type") or "directive_id"; empty: none named or none found.
std::vector<storage::Directive> named_directives(storage::Session& session, const nlohmann::json& args);
bool names_directive(const nlohmann::json& args);
// What the line called it, for "not found".
std::string called(const nlohmann::json& args);
// {doc, issued_on, abstract, number …}, ready for a template.
Fields document_fields(const storage::Directive& directive);
// "324" while no other directive has that number, else the whole "131/QĐ-LĐLĐ": what to type to mean this one.
std::string shortest_name(storage::Session& session, const storage::Directive& directive);
// May this person see it: it was sent to them or to a unit above or below theirs, or it was issued within a unit they act for.
bool may_read(Scene& scene, const storage::Directive& directive);
// Numbers restart every year: of several with the same whole number the newest is meant. The list is newest first.
std::vector<storage::Directive> without_older_years(std::vector<storage::Directive> found);
void ask_which(Scene& scene, const std::vector<storage::Directive>& found);

}  // namespace trade_union
