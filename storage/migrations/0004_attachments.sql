-- The file that goes out with a directive: the signed paper itself, a form to fill in.
ALTER TABLE directive ADD COLUMN media_id BIGINT REFERENCES media(id);
