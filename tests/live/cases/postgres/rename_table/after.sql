-- migra: renamed from people
CREATE TABLE persons (id serial PRIMARY KEY,
  -- migra: renamed from email
  mail text NOT NULL, city text DEFAULT 'x', born date);
CREATE TABLE letters (id int PRIMARY KEY, person int NOT NULL REFERENCES persons);
CREATE VIEW cities AS SELECT DISTINCT city FROM persons;
COMMENT ON TABLE persons IS 'who we know';
GRANT SELECT ON persons TO PUBLIC;
