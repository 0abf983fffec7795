CREATE TABLE users (id integer PRIMARY KEY, address text, name text NOT NULL, score integer);
CREATE INDEX users_address ON users (address);
CREATE TABLE profiles (id integer PRIMARY KEY, user_id integer UNIQUE REFERENCES users (id), bio text);
