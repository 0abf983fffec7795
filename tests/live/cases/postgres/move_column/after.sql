CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE profiles (
    id integer PRIMARY KEY,
    user_id integer UNIQUE REFERENCES users (id),
    bio text,
    address varchar(100), -- migra: moved from users.address
    user_score integer NOT NULL DEFAULT 7 -- migra: moved from users.score
);
CREATE INDEX profiles_address ON profiles (address);
