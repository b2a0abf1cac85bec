-- The union's own roll: a tree that changes by decisions, people found by what is known of them, posts for a time, ways in, an audit log
-- that nobody can change unnoticed. Days are TEXT, spans half-open, as everywhere.

-- ---- Units ----
ALTER TABLE unit ADD COLUMN remote BIGINT NOT NULL DEFAULT 0;      -- 1: vùng sâu, vùng xa, biên giới
ALTER TABLE unit ADD COLUMN enterprise BIGINT NOT NULL DEFAULT 0;  -- 1: khối doanh nghiệp
ALTER TABLE unit ADD COLUMN sector TEXT NOT NULL DEFAULT '';       -- field of work; similar units are joined
ALTER TABLE unit ADD COLUMN end_reason TEXT NOT NULL DEFAULT '';   -- merged, split, closed
CREATE INDEX unit_folded ON unit(folded_name);
-- unit.name is the name of today; what it was called before stands here.
CREATE TABLE unit_former_name (
  unit_id BIGINT NOT NULL REFERENCES unit(id),
  name TEXT NOT NULL,
  short_name TEXT NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  PRIMARY KEY (unit_id, from_day)
);
-- Territory (địa bàn): the communes a unit looks after.
CREATE TABLE unit_commune (
  unit_id BIGINT NOT NULL REFERENCES unit(id),
  commune TEXT NOT NULL,
  code TEXT NOT NULL DEFAULT '',      -- five digits, QĐ 19/2025/QĐ-TTg
  from_day TEXT NOT NULL,
  to_day TEXT,
  PRIMARY KEY (unit_id, commune, from_day)
);
ALTER TABLE unit_labour ADD COLUMN workers BIGINT;        -- tổng lao động; null: not told
ALTER TABLE unit_labour ADD COLUMN women_workers BIGINT;
-- By how many counted members (of them women) the unit itself grew or shrank on that day, and how many there were from that day on:
-- the count as of a day is one look-up, however long the history. Kept in the transaction of the membership; `nhipcau verify` recounts it.
CREATE TABLE unit_change (
  unit_id BIGINT NOT NULL REFERENCES unit(id),
  day TEXT NOT NULL,
  members BIGINT NOT NULL,
  women BIGINT NOT NULL,
  members_then BIGINT NOT NULL,
  women_then BIGINT NOT NULL,
  PRIMARY KEY (unit_id, day)
);

-- ---- Operations on the tree: decided on one day, in effect on another, undone before that or never ----
CREATE TABLE unit_operation (
  id {id},
  kind TEXT NOT NULL,                 -- create, rename, merge, split, move, close
  case_number BIGINT UNIQUE,          -- GH-03: of a merge that was proposed
  state TEXT NOT NULL,                -- proposed, decided, effective, undone
  plan TEXT NOT NULL,                 -- JSON: what changes (bot/union/operations.hpp)
  decision TEXT NOT NULL DEFAULT '',  -- '88/QĐ-LĐLĐ'
  decision_day TEXT,
  effective_day TEXT,
  stuck_day TEXT,                     -- last day on which it could not be applied; the officers were told
  proposed_at BIGINT NOT NULL,
  proposed_by BIGINT REFERENCES person(id),
  decided_at BIGINT,
  decided_by BIGINT REFERENCES person(id),
  applied_at BIGINT,
  undone_at BIGINT,
  undone_by BIGINT REFERENCES person(id)
);
CREATE INDEX unit_operation_due ON unit_operation(effective_day) WHERE state = 'decided';
CREATE TABLE unit_operation_unit (
  operation_id BIGINT NOT NULL REFERENCES unit_operation(id),
  unit_id BIGINT NOT NULL REFERENCES unit(id),
  part TEXT NOT NULL,                 -- source, target, parent, result
  PRIMARY KEY (operation_id, unit_id, part)
);
CREATE INDEX unit_operation_unit_by ON unit_operation_unit(unit_id);
-- What became of a case beside its decision: opinions, provisional board, handover of seal and books, congress.
CREATE TABLE unit_operation_step (
  operation_id BIGINT NOT NULL REFERENCES unit_operation(id),
  step TEXT NOT NULL,                 -- opinions, board, handover, congress
  day TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  by_person BIGINT REFERENCES person(id),
  PRIMARY KEY (operation_id, step)
);

-- ---- People ----
ALTER TABLE person ADD COLUMN given TEXT NOT NULL DEFAULT '';  -- last word of folded_name: what people are called by
ALTER TABLE person ADD COLUMN phone TEXT;                      -- E.164
ALTER TABLE person ADD COLUMN birth_day TEXT;
ALTER TABLE person ADD COLUMN woman BIGINT;                    -- 1, 0; null: not told
ALTER TABLE person ADD COLUMN union_day TEXT;                  -- ngày vào công đoàn
UPDATE person SET given = replace(folded_name, rtrim(folded_name, replace(folded_name, ' ', '')), '');
CREATE INDEX person_given ON person(given, folded_name);
CREATE UNIQUE INDEX person_phone ON person(phone) WHERE phone IS NOT NULL;

ALTER TABLE membership ADD COLUMN end_reason TEXT NOT NULL DEFAULT '';  -- as the chair gave it; 'merged' … for operations
ALTER TABLE membership ADD COLUMN operation_id BIGINT;                   -- the operation that opened it
CREATE UNIQUE INDEX membership_open ON membership(person_id) WHERE to_day IS NULL;
INSERT INTO unit_change(unit_id, day, members, women, members_then, women_then)
  SELECT unit_id, day, SUM(n), 0, SUM(SUM(n)) OVER (PARTITION BY unit_id ORDER BY day), 0 FROM (SELECT unit_id, from_day AS day, 1 AS n FROM membership
    UNION ALL SELECT unit_id, to_day AS day, -1 AS n FROM membership WHERE to_day IS NOT NULL) x GROUP BY unit_id, day;

-- Posts: member (implied), to_leader, to_deputy, chair, deputy, board, inspection, officer, clerk, administrator.
ALTER TABLE role ADD COLUMN department TEXT NOT NULL DEFAULT '';   -- ban: of officers
ALTER TABLE role ADD COLUMN granted_by BIGINT REFERENCES person(id);
ALTER TABLE role ADD COLUMN delegated_from BIGINT REFERENCES role(id);  -- stands in for the holder of that post, until to_day
ALTER TABLE role ADD COLUMN end_reason TEXT NOT NULL DEFAULT '';
CREATE INDEX role_unit ON role(unit_id);
CREATE INDEX role_delegated ON role(delegated_from) WHERE delegated_from IS NOT NULL;

-- What somebody agreed to: the notice's version and the hash of its words as shown, when, how. Withdrawn: the row stays.
CREATE TABLE consent (
  id {id},
  identity_id BIGINT REFERENCES identity(id),  -- null: forgotten on demand
  person_id BIGINT REFERENCES person(id),
  purpose TEXT NOT NULL,              -- contact: phone and birth date
  notice_version TEXT NOT NULL,
  notice_hash TEXT NOT NULL,          -- SHA-256 of the text shown, hex
  gave TEXT NOT NULL DEFAULT '',      -- what of the person's row came from them under it: 'phone,birth_day'
  given_at BIGINT NOT NULL,
  withdrawn_at BIGINT
);
CREATE INDEX consent_identity ON consent(identity_id);
CREATE INDEX consent_person ON consent(person_id);

-- ---- Ways in: by a unit's code, by being in a bound group, by saying so, by the platform's form. A guest until matched to the roll. ----
CREATE TABLE arrival (
  id {id},
  identity_id BIGINT UNIQUE REFERENCES identity(id),  -- null: forgotten on demand
  source TEXT NOT NULL,               -- code, group, said, contact
  code TEXT REFERENCES relay_code(code),
  group_id BIGINT REFERENCES chat_group(id),  -- where the account was seen
  unit_id BIGINT REFERENCES unit(id), -- null: not known yet
  state TEXT NOT NULL,                -- seen (in a group), asking, proving (the person's first account was asked), guest (waits for a leader), bound, refused
  name TEXT NOT NULL DEFAULT '',      -- as the person gave it, until it is decided
  team TEXT NOT NULL DEFAULT '',      -- 'tổ 3', as said
  phone TEXT,                         -- only after consent
  birth_day TEXT,                     -- only after consent
  candidates TEXT NOT NULL DEFAULT '',  -- ids of the persons the leader was shown: '12,45'
  tries BIGINT NOT NULL DEFAULT 0,    -- names given in vain
  starts BIGINT NOT NULL DEFAULT 1,   -- how often it began anew
  at BIGINT NOT NULL,                 -- when it began
  decided_at BIGINT,
  decided_by BIGINT REFERENCES person(id)
);
INSERT INTO arrival(identity_id, source, code, unit_id, state, name, candidates, at, decided_by)
  SELECT identity_id, 'code', code, unit_id, state, name, candidates, at, decided_by FROM relay_arrival ORDER BY id;
DROP TABLE relay_arrival;
CREATE INDEX arrival_code ON arrival(code);
CREATE INDEX arrival_unit ON arrival(unit_id) WHERE state IN ('seen', 'asking', 'guest');
CREATE INDEX arrival_open ON arrival(at) WHERE state IN ('asking', 'proving', 'guest') AND source <> 'group';
CREATE INDEX arrival_at ON arrival(at);
CREATE INDEX arrival_decided ON arrival(decided_at) WHERE decided_at IS NOT NULL;

-- One-time codes: for a post (role), for a group (the unit and purpose it is bound to), for one person of the roll.
ALTER TABLE invite ADD COLUMN kind TEXT NOT NULL DEFAULT 'role';   -- role, group, person
ALTER TABLE invite ADD COLUMN purpose TEXT NOT NULL DEFAULT '';    -- of a group
ALTER TABLE invite ADD COLUMN person_id BIGINT REFERENCES person(id);
ALTER TABLE invite ADD COLUMN name TEXT NOT NULL DEFAULT '';       -- of the person a post is meant for
ALTER TABLE invite ADD COLUMN created_by BIGINT REFERENCES person(id);
-- Wrong codes of an account: it waits longer each time.
CREATE TABLE code_try (identity_id BIGINT PRIMARY KEY REFERENCES identity(id), failed BIGINT NOT NULL, until_at BIGINT NOT NULL);

-- ---- Groups ----
ALTER TABLE chat_group ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE chat_group ADD COLUMN hinted_at BIGINT;                -- when an unbound group was told so
CREATE INDEX group_member_left ON group_member(to_at) WHERE to_at IS NOT NULL;
-- chat_group.unit_id is the binding of now; all there were stand here.
CREATE TABLE group_binding (
  id {id},
  group_id BIGINT NOT NULL REFERENCES chat_group(id),
  unit_id BIGINT NOT NULL REFERENCES unit(id),
  purpose TEXT NOT NULL,
  from_at BIGINT NOT NULL,
  to_at BIGINT,
  by_person BIGINT REFERENCES person(id)
);
CREATE INDEX group_binding_group ON group_binding(group_id);
INSERT INTO group_binding(group_id, unit_id, purpose, from_at) SELECT id, unit_id, purpose, COALESCE(introduced_at, 0) FROM chat_group WHERE unit_id IS NOT NULL;

-- Which group is to be made on which account on which day (nhipcau plan groups). What is placed stays where it is.
CREATE TABLE placement (
  id {id},
  unit_id BIGINT NOT NULL REFERENCES unit(id),
  purpose TEXT NOT NULL,
  channel TEXT NOT NULL,
  account TEXT NOT NULL,
  size_class BIGINT NOT NULL,         -- most members: 10, 50, 100, 1000
  people BIGINT NOT NULL,
  day TEXT NOT NULL,
  state TEXT NOT NULL,                -- planned, made, dropped
  group_id BIGINT REFERENCES chat_group(id),
  planned_at BIGINT NOT NULL
);
CREATE INDEX placement_unit ON placement(unit_id);

-- ---- Feedback follows the unit that handles it; its number and due day stay ----
ALTER TABLE feedback ADD COLUMN handler_id BIGINT REFERENCES unit(id);  -- null: unit_id
ALTER TABLE feedback ADD COLUMN due_day TEXT;
CREATE INDEX feedback_handler ON feedback(handler_id, created_at) WHERE handler_id IS NOT NULL;

-- ---- Audit: who, for whom, from where, on which part of the tree; before and after stand in detail. Chained by a sealing job. ----
ALTER TABLE audit ADD COLUMN on_behalf TEXT NOT NULL DEFAULT '';   -- 'person:7'
ALTER TABLE audit ADD COLUMN channel TEXT NOT NULL DEFAULT '';     -- configured name of a channel, console, api, command, job
ALTER TABLE audit ADD COLUMN unit_id BIGINT;                       -- for who may read it
CREATE INDEX audit_subject ON audit(subject);
CREATE INDEX audit_at ON audit(at);
CREATE TABLE audit_seal (
  seq {id},
  audit_id BIGINT NOT NULL UNIQUE,
  hash TEXT NOT NULL                  -- SHA-256(hash before, the row), hex
);
