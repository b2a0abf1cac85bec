-- The foundation. Days are TEXT 'YYYY-MM-DD', spans half-open [from_day, to_day); moments are UTC milliseconds; ids BIGINT.
-- Nothing that was reported is deleted: units, memberships, roles, answers carry from/to, a correction is a new row.

CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);

-- Numbers people see: BC (polls), PA (feedback) … one series a deployment.
CREATE TABLE counter (name TEXT PRIMARY KEY, value BIGINT NOT NULL);

-- ---- Units (đơn vị công đoàn), a dated tree of any depth ----
CREATE TABLE unit (
  id {id},
  external_code TEXT UNIQUE,
  kind TEXT NOT NULL,                 -- tinh, cap_tren, cdcs, cdbp, to
  name TEXT NOT NULL,
  short_name TEXT NOT NULL,           -- as said in a list: 'May Sơn Hà'
  folded_name TEXT NOT NULL,          -- for search without marks
  sort_key {bytes} NOT NULL,          -- ICU vi collation
  from_day TEXT NOT NULL,
  to_day TEXT,
  merged_into BIGINT REFERENCES unit(id)
);
CREATE TABLE unit_edge (
  unit_id BIGINT NOT NULL REFERENCES unit(id),
  parent_id BIGINT NOT NULL REFERENCES unit(id),
  from_day TEXT NOT NULL,
  to_day TEXT,
  PRIMARY KEY (unit_id, from_day)
);
CREATE INDEX unit_edge_parent ON unit_edge(parent_id);
-- Labour figures by date: workers who are on no roll count in a directive's denominator as 'not on the roll'.
CREATE TABLE unit_labour (
  unit_id BIGINT NOT NULL REFERENCES unit(id),
  as_of TEXT NOT NULL,
  off_roll BIGINT NOT NULL,
  PRIMARY KEY (unit_id, as_of)
);

-- ---- People ----
CREATE TABLE person (
  id {id},
  external_code TEXT UNIQUE,
  name TEXT NOT NULL,
  folded_name TEXT NOT NULL,
  sort_key {bytes} NOT NULL,          -- given name, surname, middle, by ICU vi
  created_at BIGINT NOT NULL
);
CREATE INDEX person_folded ON person(folded_name);
-- Exactly one counted membership a person at any date (đoàn viên của đúng một tổ / CĐCS).
CREATE TABLE membership (
  id {id},
  person_id BIGINT NOT NULL REFERENCES person(id),
  unit_id BIGINT NOT NULL REFERENCES unit(id),
  from_day TEXT NOT NULL,
  to_day TEXT
);
CREATE INDEX membership_person ON membership(person_id);
CREATE INDEX membership_unit ON membership(unit_id);
-- An account of a person on a platform; person_id is null for a guest, who is never counted in a rate.
CREATE TABLE identity (
  id {id},
  channel TEXT NOT NULL,
  account TEXT NOT NULL,
  external_id TEXT NOT NULL,
  person_id BIGINT REFERENCES person(id),
  introduced_at BIGINT,               -- when the bot said what it is and what it keeps
  last_interaction BIGINT,            -- opens the platform's window
  UNIQUE (channel, account, external_id)
);
CREATE INDEX identity_person ON identity(person_id);
CREATE TABLE role (
  id {id},
  person_id BIGINT NOT NULL REFERENCES person(id),
  unit_id BIGINT NOT NULL REFERENCES unit(id),
  role TEXT NOT NULL,                 -- administrator, officer, chair, deputy, to_leader, inspection
  from_day TEXT NOT NULL,
  to_day TEXT
);
CREATE INDEX role_person ON role(person_id);
CREATE TABLE invite (
  code_hash TEXT PRIMARY KEY,
  role TEXT NOT NULL,
  unit_id BIGINT NOT NULL REFERENCES unit(id),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  used_by BIGINT REFERENCES person(id)
);

-- ---- Groups: a chat group is bound to exactly one unit with a purpose ----
CREATE TABLE chat_group (
  id {id},
  channel TEXT NOT NULL,
  account TEXT NOT NULL,
  external_id TEXT NOT NULL,
  unit_id BIGINT REFERENCES unit(id), -- null: not bound
  purpose TEXT NOT NULL DEFAULT 'whole',  -- whole (cả CĐCS), to (một tổ), board (BCH), chairs (chủ tịch)
  introduced_at BIGINT,
  closed_at BIGINT,
  UNIQUE (channel, account, external_id)
);
CREATE INDEX chat_group_unit ON chat_group(unit_id);
-- Persons known as members of the group, dated: what is posted reaches them and nobody else.
CREATE TABLE group_member (
  group_id BIGINT NOT NULL REFERENCES chat_group(id),
  person_id BIGINT NOT NULL REFERENCES person(id),
  from_at BIGINT NOT NULL,
  to_at BIGINT,
  PRIMARY KEY (group_id, person_id, from_at)
);
CREATE INDEX group_member_person ON group_member(person_id);

-- ---- Directives (văn bản chỉ đạo) and their campaigns ----
CREATE TABLE directive (
  id {id},
  doc TEXT NOT NULL,                  -- '324/KH-LĐLĐ'
  folded_doc TEXT NOT NULL,           -- '324/kh-ldld'
  number TEXT NOT NULL,               -- '324', '07', '131a': without leading zeros in folded form
  kind TEXT NOT NULL,                 -- KH, NQ, CV …
  organ TEXT NOT NULL,                -- 'LĐLĐ'
  year BIGINT NOT NULL,               -- numbers restart every year: key (organ, number, kind, year)
  issued_on TEXT NOT NULL,
  abstract TEXT NOT NULL,             -- trích yếu
  action TEXT NOT NULL DEFAULT '',    -- what the reader is to do, one sentence
  deadline TEXT,
  urgency TEXT NOT NULL DEFAULT '',   -- khẩn, thượng khẩn, hỏa tốc
  body TEXT NOT NULL,
  unit_id BIGINT NOT NULL REFERENCES unit(id),  -- the organ that issued it
  replaces_id BIGINT REFERENCES directive(id),
  created_at BIGINT NOT NULL,
  UNIQUE (unit_id, organ, kind, number, year)
);
CREATE TABLE campaign (
  id {id},
  directive_id BIGINT NOT NULL REFERENCES directive(id),
  scope_unit_id BIGINT NOT NULL REFERENCES unit(id),
  state TEXT NOT NULL,                -- draft, dropped, planning, running, done, recalled, paused
  created_by BIGINT REFERENCES person(id),
  created_at BIGINT NOT NULL,
  frozen_at BIGINT,                   -- when the roster was fixed
  finished_at BIGINT,
  deadline TEXT,                      -- of this sending; else the directive's own
  plan_mark BIGINT NOT NULL DEFAULT 0 -- last unit id whose roster and deliveries are planned
);
CREATE INDEX campaign_directive ON campaign(directive_id);
CREATE INDEX campaign_open ON campaign(state) WHERE state IN ('draft', 'planning', 'running');
-- The frozen roster (danh sách chốt), a person once a campaign: the denominator and the ledger in one row.
-- sent + failed + held + skipped + queued = roster, always.
CREATE TABLE campaign_person (
  campaign_id BIGINT NOT NULL REFERENCES campaign(id),
  person_id BIGINT NOT NULL REFERENCES person(id),
  unit_id BIGINT NOT NULL REFERENCES unit(id),  -- where the person was counted when the roster was frozen
  state TEXT NOT NULL,                -- queued, sent, held, failed, skipped
  reason TEXT NOT NULL DEFAULT '',
  best_class BIGINT NOT NULL DEFAULT 0,  -- strongest evidence so far, see evidence.class
  PRIMARY KEY (campaign_id, person_id)
);
CREATE INDEX campaign_person_person ON campaign_person(person_id);
CREATE INDEX campaign_person_unit ON campaign_person(campaign_id, unit_id, state);
-- Counters kept in the transaction of the fact; `nhipcau verify` recounts them. One row a unit of the frozen tree that has members.
CREATE TABLE campaign_unit (
  campaign_id BIGINT NOT NULL REFERENCES campaign(id),
  unit_id BIGINT NOT NULL REFERENCES unit(id),
  roster BIGINT NOT NULL DEFAULT 0,
  off_roll BIGINT NOT NULL DEFAULT 0,
  queued BIGINT NOT NULL DEFAULT 0,
  sent BIGINT NOT NULL DEFAULT 0,
  held BIGINT NOT NULL DEFAULT 0,
  failed BIGINT NOT NULL DEFAULT 0,
  skipped BIGINT NOT NULL DEFAULT 0,
  delivered BIGINT NOT NULL DEFAULT 0,      -- persons with evidence of at least each class
  seen BIGINT NOT NULL DEFAULT 0,
  acknowledged BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (campaign_id, unit_id)
);
-- One row a (campaign, group or person): what went out, to whom, how it ended.
CREATE TABLE delivery (
  id {id},
  campaign_id BIGINT NOT NULL REFERENCES campaign(id),
  group_id BIGINT REFERENCES chat_group(id),
  person_id BIGINT REFERENCES person(id),
  state TEXT NOT NULL,                -- queued, sent, held, failed, unsure
  reason TEXT NOT NULL DEFAULT '',
  settled_at BIGINT
);
CREATE INDEX delivery_campaign ON delivery(campaign_id, state);
CREATE INDEX delivery_group ON delivery(group_id);
CREATE INDEX delivery_person ON delivery(person_id);
-- Proof, person by person. class: 1 delivered, 2 seen, 3 acknowledged, 4 quiz passed, 5 attested by the group leader, 6 signed paper list.
CREATE TABLE evidence (
  campaign_id BIGINT NOT NULL REFERENCES campaign(id),
  person_id BIGINT NOT NULL REFERENCES person(id),
  class BIGINT NOT NULL,
  at BIGINT NOT NULL,
  by_person BIGINT REFERENCES person(id),
  PRIMARY KEY (campaign_id, person_id, class)
);

-- ---- Quick polls (bình chọn nhanh) ----
CREATE TABLE poll (
  id {id},
  number BIGINT NOT NULL UNIQUE,      -- BC<number>
  unit_id BIGINT NOT NULL REFERENCES unit(id),
  question TEXT NOT NULL,
  multiple BIGINT NOT NULL DEFAULT 0,
  state TEXT NOT NULL,                -- open, closed
  opened_by BIGINT NOT NULL REFERENCES person(id),
  opened_at BIGINT NOT NULL,
  closes_at BIGINT,
  closed_at BIGINT,
  roster BIGINT NOT NULL,             -- frozen denominator
  voted BIGINT NOT NULL DEFAULT 0     -- counter: persons with an answer that counts
);
CREATE INDEX poll_open ON poll(state, closes_at) WHERE state = 'open';
CREATE TABLE poll_option (
  poll_id BIGINT NOT NULL REFERENCES poll(id),
  n BIGINT NOT NULL,
  text TEXT NOT NULL,
  votes BIGINT NOT NULL DEFAULT 0,    -- counter
  PRIMARY KEY (poll_id, n)
);
-- Who may answer, frozen at opening, with the answer that counts now (the one with the latest `at`).
CREATE TABLE poll_person (
  poll_id BIGINT NOT NULL REFERENCES poll(id),
  person_id BIGINT NOT NULL REFERENCES person(id),
  unit_id BIGINT NOT NULL REFERENCES unit(id),
  choices TEXT NOT NULL DEFAULT '',   -- '2' or '1,3'; empty: none
  at BIGINT NOT NULL DEFAULT 0,       -- when the person said so
  PRIMARY KEY (poll_id, person_id)
);
CREATE INDEX poll_person_person ON poll_person(person_id);
-- All answers ever given, the ones that were overtaken too.
CREATE TABLE answer (
  id {id},
  poll_id BIGINT NOT NULL REFERENCES poll(id),
  person_id BIGINT NOT NULL REFERENCES person(id),
  choices TEXT NOT NULL,
  at BIGINT NOT NULL,
  received_at BIGINT NOT NULL
);

-- ---- Meetings (cuộc họp, điểm danh); "events" in the API ----
CREATE TABLE meeting (
  id {id},
  unit_id BIGINT NOT NULL REFERENCES unit(id),
  title TEXT NOT NULL,
  place TEXT NOT NULL DEFAULT '',
  starts_at BIGINT NOT NULL,
  state TEXT NOT NULL,                -- open, closed
  opened_by BIGINT NOT NULL REFERENCES person(id),
  opened_at BIGINT NOT NULL,
  closed_at BIGINT,
  summoned BIGINT NOT NULL,           -- frozen denominator (triệu tập)
  present BIGINT NOT NULL DEFAULT 0,  -- counters by status
  coming BIGINT NOT NULL DEFAULT 0,   -- said so before it began: not the same as being here
  late BIGINT NOT NULL DEFAULT 0,
  excused BIGINT NOT NULL DEFAULT 0,
  absent BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX meeting_open ON meeting(state) WHERE state = 'open';
CREATE TABLE meeting_person (
  meeting_id BIGINT NOT NULL REFERENCES meeting(id),
  person_id BIGINT NOT NULL REFERENCES person(id),
  unit_id BIGINT NOT NULL REFERENCES unit(id),
  status TEXT NOT NULL DEFAULT '',    -- present, coming, late, excused, absent; empty: not heard from
  reason TEXT NOT NULL DEFAULT '',
  at BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (meeting_id, person_id)
);
CREATE INDEX meeting_person_person ON meeting_person(person_id);

-- ---- Feedback (phản ánh, kiến nghị) ----
CREATE TABLE feedback (
  id {id},
  number BIGINT NOT NULL UNIQUE,      -- PA-<number>
  person_id BIGINT REFERENCES person(id),
  unit_id BIGINT REFERENCES unit(id), -- the CĐCS or tổ it comes from; the level that handles it
  kind TEXT NOT NULL,                 -- gop_y, phan_anh, kien_nghi, khieu_nai, to_cao
  category TEXT NOT NULL,
  text TEXT NOT NULL,
  state TEXT NOT NULL,                -- new, received, handling, forwarded, answered, closed, withdrawn
  created_at BIGINT NOT NULL
);
CREATE INDEX feedback_unit ON feedback(unit_id, created_at);

-- ---- What the bot asked a person and waits for ----
CREATE TABLE pending_question (
  identity_id BIGINT PRIMARY KEY REFERENCES identity(id),
  kind TEXT NOT NULL,                 -- broadcast, more …
  data TEXT NOT NULL,                 -- JSON
  asked_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

-- ---- The two roads meet here ----
CREATE TABLE inbox (
  id {id},
  channel TEXT NOT NULL,              -- configured name of the channel
  event_id TEXT NOT NULL,             -- the platform's key for de-duplication
  conversation TEXT NOT NULL,         -- key of order: 'zalo|607…|g|f40…'
  received_at BIGINT NOT NULL,
  state BIGINT NOT NULL DEFAULT 0,    -- 0 waiting, 1 handled, 2 dead
  attempts BIGINT NOT NULL DEFAULT 0,
  body TEXT,                          -- the event as JSON; gone when handled
  error TEXT,
  UNIQUE (channel, event_id)
);
CREATE INDEX inbox_waiting ON inbox(id) WHERE state = 0;
CREATE INDEX inbox_conversation ON inbox(conversation, id) WHERE state = 0;
CREATE INDEX inbox_dead ON inbox(id) WHERE state = 2;
CREATE INDEX inbox_age ON inbox(received_at);

CREATE TABLE outbox (
  id {id},
  channel TEXT NOT NULL,
  account TEXT NOT NULL,
  conversation TEXT NOT NULL,         -- key of order, as in inbox
  kind TEXT NOT NULL,                 -- direct, group
  recipient TEXT NOT NULL,            -- id of the person or group on the platform
  priority BIGINT NOT NULL,           -- 0 reply, 1 bulk
  state TEXT NOT NULL,                -- queued, writing, sent, held, rejected, unsure, dead
  due_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL DEFAULT 0,
  message TEXT,                       -- JSON {text, choices}; gone when sent
  delivery_id BIGINT REFERENCES delivery(id),
  coalesce_key TEXT,                  -- a queued row with the same key takes the newer text
  lease_owner TEXT NOT NULL DEFAULT '',
  lease_number BIGINT NOT NULL DEFAULT 0,  -- grows with every claim; a settling statement compares it
  lease_until BIGINT NOT NULL DEFAULT 0,
  message_id TEXT,                    -- the platform's id once sent
  reason TEXT NOT NULL DEFAULT '',
  held_until TEXT NOT NULL DEFAULT '',  -- what a held row waits for: person_writes, quota_renews, human_acts
  created_at BIGINT NOT NULL,
  settled_at BIGINT
);
CREATE INDEX outbox_due ON outbox(channel, priority, due_at, id) WHERE state = 'queued';
CREATE INDEX outbox_order ON outbox(conversation, id) WHERE state IN ('queued', 'writing');
CREATE INDEX outbox_writing ON outbox(id) WHERE state = 'writing';
CREATE INDEX outbox_held ON outbox(conversation) WHERE state = 'held';
CREATE INDEX outbox_attention ON outbox(state, id) WHERE state IN ('rejected', 'unsure', 'dead');
CREATE INDEX outbox_age ON outbox(settled_at) WHERE state = 'sent';
CREATE INDEX outbox_message ON outbox(message_id) WHERE message_id IS NOT NULL;
CREATE UNIQUE INDEX outbox_coalesce ON outbox(coalesce_key) WHERE state = 'queued' AND coalesce_key IS NOT NULL;

-- Tokens of channel accounts, sealed (libsodium secretbox). `version` grows; a refresh stores the new pair before using it.
CREATE TABLE credential (
  channel TEXT NOT NULL,
  account TEXT NOT NULL,
  sealed {bytes} NOT NULL,            -- JSON {access_token, refresh_token, expires_at}
  previous {bytes},                   -- the pair before, kept one round
  expires_at BIGINT NOT NULL,
  refreshed_at BIGINT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1,
  stopped TEXT NOT NULL DEFAULT '',   -- why this account sends nothing until a human acts; empty: it sends
  paused_until BIGINT NOT NULL DEFAULT 0,  -- it sends nothing before this moment: its quota is used up
  lease_owner TEXT NOT NULL DEFAULT '',
  lease_until BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (channel, account)
);

-- ---- Access of programs ----
CREATE TABLE api_token (
  id {id},
  name TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,          -- SHA-256 of the token, hex; the token itself is shown once
  unit_id BIGINT NOT NULL REFERENCES unit(id),  -- sees this unit and what is below
  can_write BIGINT NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL,
  revoked_at BIGINT
);

-- Who did what, on whose behalf (nhật ký). A later sealing job chains the rows.
CREATE TABLE audit (
  id {id},
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,                -- 'person:12', 'token:3', 'command'
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL DEFAULT ''     -- JSON, without message texts
);
