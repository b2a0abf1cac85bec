-- Who is called so and born that day, in one look-up however common the name. A birth may be known to the month ('1990-03') or to the year
-- ('1990') alone: person.birth_day and arrival.birth_day then hold just that, and what is longer says it more exactly.
CREATE INDEX person_born ON person(folded_name, birth_day);
DROP INDEX person_folded;
