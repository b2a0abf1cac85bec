-- Who is called so and born that day, in one look-up however common the name. A birth may be known to the month ('1990-03') or to the year
-- ('1990') alone: person.birth_day and arrival.birth_day then hold just that, and what is longer says it more exactly.
CREATE INDEX person_born ON person(folded_name, birth_day);
DROP INDEX person_folded;

-- Two rows that were found to be one person: the one that is given up names the one that goes on.
ALTER TABLE person ADD COLUMN joined_to BIGINT REFERENCES person(id);
CREATE INDEX person_joined ON person(joined_to) WHERE joined_to IS NOT NULL;
-- What lists still call the one that was given up by, and who that is now. Only the import reads it.
CREATE TABLE former_key (
  kind TEXT NOT NULL,                 -- code, phone
  said TEXT NOT NULL,
  person_id BIGINT NOT NULL REFERENCES person(id),
  PRIMARY KEY (kind, said)
);
CREATE INDEX former_key_person ON former_key(person_id);
