-- The platforms complete: pictures and files, windows, digests, evidence, hand-over to staff, the watch.

-- A picture or file that goes out with messages. Once a content and name.
CREATE TABLE media (
  id {id},
  sha256 TEXT NOT NULL,               -- of the bytes, hex
  kind TEXT NOT NULL,                 -- image, file, sticker (bytes: the platform's id of it)
  name TEXT NOT NULL,
  type TEXT NOT NULL,                 -- MIME
  bytes {bytes} NOT NULL,
  token TEXT NOT NULL UNIQUE,         -- public address /media/<token>, for platforms that fetch by address
  created_at BIGINT NOT NULL,
  UNIQUE (sha256, kind, name)
);
-- The id a platform gave for our upload: good for one account, for a time.
CREATE TABLE upload (
  channel TEXT NOT NULL,
  account TEXT NOT NULL,
  media_id BIGINT NOT NULL REFERENCES media(id),
  upload_id TEXT NOT NULL,
  expires_at BIGINT NOT NULL,         -- 0: nobody says
  PRIMARY KEY (channel, account, media_id)
);

-- What is or was wrong with a channel (account '') or one of its accounts.
CREATE TABLE alarm (
  id {id},
  channel TEXT NOT NULL,
  account TEXT NOT NULL,
  kind TEXT NOT NULL,                 -- silent, stopped, webhook, token_old, consent_lost
  detail TEXT NOT NULL,
  since BIGINT NOT NULL,
  over_at BIGINT
);
CREATE UNIQUE INDEX alarm_open ON alarm(channel, account, kind) WHERE over_at IS NULL;
-- When something of a channel last came in; written at most once a minute.
CREATE TABLE channel_seen (channel TEXT PRIMARY KEY, at BIGINT NOT NULL);
-- A human speaks in this conversation with the platform's own tool: the bot holds back until then.
CREATE TABLE quiet (conversation TEXT PRIMARY KEY, until_at BIGINT NOT NULL);

-- claimed_at: nothing of the row was written before. flags: 1 plain form from now on, 2 uploaded again once.
-- digest_id: the row (state 'covered') is settled together with that one. look_at, looks: when evidence of an unsure row is looked for
-- next, and how often it was.
ALTER TABLE outbox ADD COLUMN claimed_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN flags BIGINT NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN digest_id BIGINT;
ALTER TABLE outbox ADD COLUMN look_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN looks BIGINT NOT NULL DEFAULT 0;
-- Claims go account by account: one that is stopped costs nothing, however much waits for it.
DROP INDEX outbox_due;
CREATE INDEX outbox_due ON outbox(channel, account, priority, due_at, id) WHERE state = 'queued';
CREATE INDEX outbox_covered ON outbox(digest_id) WHERE state = 'covered';
CREATE INDEX outbox_look ON outbox(look_at) WHERE state = 'unsure';
CREATE INDEX outbox_old ON outbox(settled_at) WHERE state = 'rejected';
