-- Who is called so and born that day, in one look-up however common the name. A birth may be known to the month ('1990-03') or to the year
-- ('1990') alone: person.birth_day and arrival.birth_day then hold just that, and what is longer says it more exactly.
CREATE INDEX person_born ON person(folded_name, birth_day);
DROP INDEX person_folded;

-- Two rows that were found to be one person: the one that is given up names the one that goes on.
ALTER TABLE person ADD COLUMN joined_to BIGINT REFERENCES person(id);
