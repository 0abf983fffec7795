CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL, address varchar(100), score integer NOT NULL);
CREATE TABLE profiles (id integer PRIMARY KEY, user_id integer UNIQUE REFERENCES users (id), bio text);
CREATE INDEX users_address ON users (address);
