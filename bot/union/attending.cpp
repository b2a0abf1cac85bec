// Meetings (cuộc họp): a chair opens the check-in (điểm danh), members say they are here, are coming, are late, are not.
#include <algorithm>

#include "bot/language/text.hpp"
#include "bot/union/operations.hpp"
#include "bot/union/scene.hpp"
#include "bot/union/units.hpp"
#include "storage/meetings.hpp"
#include "storage/questions.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

bool enough(const storage::Meeting& m) { return m.summoned > 0 && 3 * m.present >= 2 * m.summoned; }  // two thirds of those summoned, in integers

// The unit whose members are summoned: the tổ the line names, else the group's unit, else the chair's own. Nothing: no such tổ.
std::optional<std::int64_t> meeting_unit(Scene& scene, const nlohmann::json& args, std::int64_t own) {
  const auto group = args.value("group", "");
  return group.empty() ? std::optional(own) : find_unit(scene.session, group, own, scene.today);
}

std::int64_t starts_at(const nlohmann::json& args, std::int64_t now) {
  const auto at = args.value("at", "now");
  return at == "now" ? now : language::moment_of(at).value_or(now);
}

Fields meeting_fields(const storage::Meeting& m, std::int64_t now) {
  const bool later = m.starts_at > now;
  return {{"title", m.title}, {"place", m.place}, {"at", later ? language::say_moment(m.starts_at) : ""}, {"later", later}};
}

Fields count_fields(const storage::Meeting& m) {
  Fields fields{{"title", m.title}, {"present", m.present}, {"summoned", m.summoned}, {"percent", language::percent(m.present, m.summoned)}, {"enough", enough(m)}};
  if (m.coming > 0) fields["coming"] = m.coming;
  return fields;
}

}  // namespace

void on_event_create(Scene& scene, const nlohmann::json& args) {
  const auto own = own_unit(scene, Act::lead);
  if (own == 0) return refuse(scene, Act::lead);
  if (args.value("title", "").empty()) return scene.reply("meeting_none", {{"chair", true}});
  const auto summoned = meeting_unit(scene, args, own);
  if (!summoned) return scene.reply("unit_unknown", {{"said", args.value("group", "")}});
  const auto unit = *summoned;
  for (const auto& open : storage::meetings_of(scene.session, {unit}, 20))  // said twice: it is open already
    if (open.state == "open" && language::fold(open.title) == language::fold(args.value("title", ""))) return scene.reply("meeting_already", {{"title", open.title}});
  const auto meeting = storage::open_meeting(scene.session,
      {unit, args.value("title", ""), args.value("place", ""), starts_at(args, scene.now), scene.me.person, scene.now, scene.today},
      unit_ids(scene.session, unit, scene.today));
  note(scene, "meeting_open", "meeting:" + std::to_string(meeting.id), nlohmann::json::object(), unit);
  scene.turn.questions_changed = true;
  const auto told = tell_members(scene, unit, "meeting_open", meeting_fields(meeting, scene.now),
                                 {{title(scene.catalog, "present"), "#1 checkin " + std::to_string(meeting.id)}});
  Fields fields{{"title", meeting.title}, {"summoned", meeting.summoned}, {"groups", told.groups}};
  if (told.direct > 0) fields["direct"] = told.direct;
  if (!scene.group) scene.reply("meeting_opened", fields);
}

namespace {

// The meeting a short answer belongs to: the button's, else the only open one of this person (in a group: of that group).
std::optional<storage::Meeting> meant_meeting(Scene& scene, const nlohmann::json& args) {
  if (const auto id = args.find("meeting_id"); id != args.end() && id->is_number_integer()) {
    auto found = storage::meeting(scene.session, id->get<std::int64_t>());
    if (found && found->state == "open") return found;
    if (!scene.group) scene.reply("meeting_none");
    return std::nullopt;
  }
  auto open = storage::open_meetings_of(scene.session, scene.me.person);
  if (scene.group) {
    const auto above = storage::lineage(scene.session, scene.group->unit, scene.today);
    std::erase_if(open, [&](const storage::Meeting& m) { return std::find(above.begin(), above.end(), m.unit) == above.end(); });
    return open.empty() ? std::nullopt : std::optional(open.front());  // the newest: what was called last in this group
  }
  if (open.size() == 1) return open.front();
  if (open.empty()) {
    scene.reply("meeting_none", {{"chair", scene.rank >= language::Role::chair}});
  } else {
    Fields meetings = Fields::array();
    std::vector<Choice> choices;
    for (const auto& m : open) {
      meetings.push_back({{"title", m.title}});
      choices.push_back({m.title, "#1 checkin " + std::to_string(m.id)});
    }
    scene.reply("meeting_which", {{"meetings", meetings}}, choices);
  }
  return std::nullopt;
}

// Said after the last midnight of a unit that a decision ends, even if that is put in effect a little later?
bool too_late(const Scene& scene, const storage::Meeting& meeting) {
  const auto ends = ends_by(scene.session, meeting.unit, meeting.opened_at, scene.now);
  return ends && scene.in.at >= *ends;
}

void record(Scene& scene, const storage::Meeting& meeting, const std::string& status, const std::string& reason) {
  if (too_late(scene, meeting) || !storage::set_status(scene.session, meeting.id, scene.me.person, status, reason, scene.in.at))
    return scene.group ? void() : scene.reply("meeting_none");
  if (!scene.group) return scene.reply("status_done", {{"title", meeting.title}, {status, true}});
  scene.count_in_group("meeting" + std::to_string(meeting.id), "attendance_group", count_fields(*storage::meeting(scene.session, meeting.id)));
}

}  // namespace

void on_checkin(Scene& scene, const nlohmann::json& args) {
  if (const auto meeting = meant_meeting(scene, args)) record(scene, *meeting, "present", "");
}

void on_attendance_reply(Scene& scene, const nlohmann::json& args) {
  const auto meeting = meant_meeting(scene, args);
  if (!meeting) return;
  const auto said = args.value("status", "");
  const bool begun = meeting->starts_at <= scene.now;  // "will come" is not "is here": before it begins a yes is a promise
  const auto status = said == "yes" ? (begun ? "present" : "coming") : said == "late" ? "late" : said == "excused" ? "excused" : said == "no" ? "absent" : "";
  if (*status == '\0') return scene.group ? void() : scene.reply("unclear");
  record(scene, *meeting, status, args.value("reason", ""));
}

namespace {

// The newest open meeting of the speaker's unit (in a group: of that group's unit).
std::optional<storage::Meeting> own_meeting(Scene& scene) {
  const auto unit = own_unit(scene, Act::lead);
  if (unit == 0) return std::nullopt;
  for (auto& m : storage::meetings_of(scene.session, unit_ids(scene.session, unit, scene.today), 20))
    if (m.state == "open") return m;
  return std::nullopt;
}

}  // namespace

void on_event_close(Scene& scene, const nlohmann::json&) {
  if (own_unit(scene, Act::lead) == 0) return refuse(scene, Act::lead);
  const auto meeting = own_meeting(scene);
  if (!meeting) return scene.reply("meeting_none", {{"chair", true}});
  storage::close_meeting(scene.session, meeting->id, scene.now);
  note(scene, "meeting_close", "meeting:" + std::to_string(meeting->id), nlohmann::json::object(), meeting->unit);
  scene.turn.questions_changed = true;
  const auto m = *storage::meeting(scene.session, meeting->id);
  auto fields = count_fields(m);
  fields.erase("coming");
  fields.update({{"excused", m.excused}, {"absent", m.absent}, {"late", m.late}, {"silent", m.summoned - m.present - m.excused - m.absent - m.late - m.coming}});
  scene.reply("meeting_closed", fields);
}

void on_quorum(Scene& scene, const nlohmann::json&) {
  if (own_unit(scene, Act::lead) == 0) return refuse(scene, Act::lead);
  const auto meeting = own_meeting(scene);
  meeting ? scene.reply("attendance_group", count_fields(*meeting)) : scene.reply("meeting_none", {{"chair", true}});
}

}  // namespace trade_union
