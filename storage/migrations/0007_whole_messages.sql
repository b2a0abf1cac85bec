-- A message of several rows (a file and its text, a long text): the rows after the first name it, so that the whole is settled as one.
ALTER TABLE outbox ADD COLUMN part_of BIGINT;
CREATE INDEX outbox_part ON outbox(part_of) WHERE part_of IS NOT NULL;
-- A receipt that was quicker than the commit of its send: it waits here for the send to be settled.
CREATE TABLE early_receipt (
  channel TEXT NOT NULL,
  message_id TEXT NOT NULL,
  class BIGINT NOT NULL,              -- as in evidence
  at BIGINT NOT NULL,
  PRIMARY KEY (channel, message_id, class)
);
