-- Ways round what no API reaches: a chair who posts by hand (bộ đăng lại), a code that says which unit somebody comes from, a group in
-- the place of a direct message; and what a person may demand: not to be written to, to be forgotten.

-- May a message to a person outside the window go to a group of theirs instead? Announcements yes; a private matter never.
ALTER TABLE campaign ADD COLUMN group_instead BIGINT NOT NULL DEFAULT 1;
-- Of the persons who were skipped for want of a channel: those whose chair says that the text was posted by hand. Part of `skipped`.
ALTER TABLE campaign_unit ADD COLUMN relayed BIGINT NOT NULL DEFAULT 0;
-- Since when the account takes no messages (unfollowed); null: it may be written to. Ends when the person comes back.
ALTER TABLE identity ADD COLUMN unreachable_at BIGINT;

-- Groups of a unit where the bot cannot be: a personal Zalo group, a Facebook group.
CREATE TABLE relay_group (
  id {id},
  unit_id BIGINT NOT NULL REFERENCES unit(id),
  name TEXT NOT NULL,
  platform TEXT NOT NULL,             -- zalo, facebook
  link TEXT NOT NULL DEFAULT '',
  created_at BIGINT NOT NULL,
  created_by BIGINT REFERENCES person(id),
  closed_at BIGINT
);
CREATE INDEX relay_group_unit ON relay_group(unit_id);
-- Not a secret: it hangs in a group. Long enough that nobody comes upon it by trying; used by many; can be revoked.
CREATE TABLE relay_code (
  code TEXT PRIMARY KEY,              -- 'ABCDEFGH', shown as ABCD-EFGH
  unit_id BIGINT NOT NULL REFERENCES unit(id),
  created_at BIGINT NOT NULL,
  revoked_at BIGINT
);
CREATE UNIQUE INDEX relay_code_open ON relay_code(unit_id) WHERE revoked_at IS NULL;
-- "Đã đăng": the chair put the text of a campaign into the groups of the unit (group_id null: into all of them). An undone tick stays.
CREATE TABLE relay_task (
  id {id},
  campaign_id BIGINT NOT NULL REFERENCES campaign(id),
  unit_id BIGINT NOT NULL REFERENCES unit(id),
  group_id BIGINT REFERENCES relay_group(id),
  posted_at BIGINT NOT NULL,
  posted_by BIGINT NOT NULL REFERENCES person(id),
  undone_at BIGINT
);
CREATE INDEX relay_task_campaign ON relay_task(campaign_id, unit_id);
-- The units whose members a tick speaks for: the unit and what was below it.
CREATE TABLE relay_cover (
  task_id BIGINT NOT NULL REFERENCES relay_task(id),
  unit_id BIGINT NOT NULL REFERENCES unit(id),
  PRIMARY KEY (task_id, unit_id)
);
CREATE INDEX relay_cover_unit ON relay_cover(unit_id);
-- Who came through a code. asking: the bot asked for the name; guest: waits for the chair; bound; refused. A guest is never counted in a rate.
CREATE TABLE relay_arrival (
  id {id},
  identity_id BIGINT UNIQUE REFERENCES identity(id),  -- null: forgotten on demand
  code TEXT NOT NULL REFERENCES relay_code(code),
  unit_id BIGINT NOT NULL REFERENCES unit(id),
  state TEXT NOT NULL,
  name TEXT NOT NULL DEFAULT '',      -- as the person gave it, until it is decided
  candidates TEXT NOT NULL DEFAULT '',  -- ids of the persons the chair was shown: '12,45'
  at BIGINT NOT NULL,
  decided_by BIGINT REFERENCES person(id)
);
CREATE INDEX relay_arrival_code ON relay_arrival(code);

-- A comment gets one private answer, whatever comes twice.
CREATE TABLE comment_answer (
  channel TEXT NOT NULL,
  comment_id TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (channel, comment_id)
);
