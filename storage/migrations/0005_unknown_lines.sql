-- Lines that nothing fitted, by their shape: words of the grammar and marks for the rest, never a text of a person's own.
CREATE TABLE unknown_line (
  day    TEXT NOT NULL,
  shape  TEXT NOT NULL,
  lines  BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (day, shape)
);
