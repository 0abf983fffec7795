CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL UNIQUE, name varchar(40) DEFAULT 'nobody', score numeric(8,2));
CREATE INDEX users_lower ON users (lower(email), name);
CREATE TABLE letters (id int PRIMARY KEY, to_email text REFERENCES users (email));
CREATE VIEW v AS SELECT id, email FROM users;
COMMENT ON COLUMN users.email IS 'where to write';
