// All phrase lists of the readers, as data. Written with their marks; a line without marks is compared folded.
#pragma once

#include "bot/language/words.hpp"

namespace language::phrases {

// Calls and courtesy
extern const Phrases kMentions, kCalls, kHeadCourtesy, kTailCourtesy, kTailThanks, kBeforeVerbGo, kBeforeOwn, kBeforeHouse, kPeople, kPronouns;
// Names of things
extern const Phrases kPollNames, kPollWord, kNumberWord, kGroupName, kTicketNames, kAnd, kJoints, kAbout, kDeadline, kTo, kSelf;
extern const Meanings kKinds, kCategories, kSpeltNumbers;
// Votes
extern const Phrases kVoteVerbs, kChangeVerbs, kVoteFiller, kUnvote, kOptionNames, kAll, kAbstain, kOther, kVoteYes, kVoteNo;
extern const Phrases kPollCreate, kPollAnonymous, kPollMultiple, kElects, kOffices, kPollClose, kResults, kPollAsk;
// Meetings
extern const Phrases kCheckin, kOpenCheckin, kMeetings, kEventClose, kQuorum, kEnough, kBeginMeeting, kToday, kCode, kPlace;
extern const Phrases kMeetingWords, kReason, kParticles, kHeads, kMinutes, kHour, kHalfHour, kReplyFiller;
extern const Meanings kStatuses;
// Documents
extern const Phrases kHaveRead, kAckFiller, kFind, kAskFor, kQuantity, kNewest, kFindFiller, kUntilWhen;
extern const Phrases kSend, kAfterTarget, kAskAck, kRate, kUnitsWord, kGotIt, kStatusFiller;
extern const Meanings kTargets, kUrgency;
// Figures and opinions
extern const Phrases kStats, kOwn, kStatsFiller, kUnitStart, kOpinionLead, kRequests, kAnonymous, kUrgentSigns, kOpinionNouns, kList, kTicketFiller,
    kTicketAsk;
extern const Meanings kMetrics, kStatsAsk, kBy, kFeedbackStatus, kOpinion;
// Small talk, short answers
extern const Phrases kGreetings, kThanks, kTalkFiller, kHelp, kHelpForms, kMore, kPrivacy, kPrivacyAsk, kOk, kYes, kNo, kAgree, kDisagree, kThumb, kGo, kStop,
    kInviteWord, kSlashCommands;

}  // namespace language::phrases
