CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE profiles (
    id integer PRIMARY KEY,
    user_id integer UNIQUE REFERENCES users (id),
    bio text,
    address text, -- migra: moved from users.address
    user_score integer -- migra: moved from users.score
);
CREATE INDEX profiles_address ON profiles (address);
