CREATE TABLE users (
  id int PRIMARY KEY,
  -- migra: renamed from email
  mail text NOT NULL UNIQUE,
  -- migra: renamed from name
  full_name varchar(40) DEFAULT 'nobody',
  score numeric(8,2),
  -- migra: a new column beside
  extra int DEFAULT 3);
CREATE INDEX users_lower ON users (lower(mail), full_name);
CREATE TABLE letters (id int PRIMARY KEY, to_email text REFERENCES users (mail));
CREATE VIEW v AS SELECT id, mail AS email FROM users;
COMMENT ON COLUMN users.mail IS 'where to write';
