CREATE TABLE people (id serial PRIMARY KEY, email text NOT NULL, old_note text, city text DEFAULT 'x');
CREATE TABLE letters (id int PRIMARY KEY, person int NOT NULL REFERENCES people);
CREATE VIEW cities AS SELECT DISTINCT city FROM people;
COMMENT ON TABLE people IS 'who we know';
GRANT SELECT ON people TO PUBLIC;
