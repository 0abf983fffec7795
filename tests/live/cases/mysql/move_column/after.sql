CREATE TABLE users (id integer PRIMARY KEY, name varchar(40) NOT NULL,
  changed timestamp NOT NULL DEFAULT '2020-01-01 00:00:00' ON UPDATE current_timestamp);
CREATE TABLE profiles (id integer PRIMARY KEY, user_id integer UNIQUE,
  address varchar(100), -- migra: moved from users.address
  bio varchar(40), written timestamp NOT NULL DEFAULT '2020-01-01 00:00:00' ON UPDATE current_timestamp,
  user_score integer NOT NULL DEFAULT 7, -- migra: moved from users.score
  CONSTRAINT profiles_user FOREIGN KEY (user_id) REFERENCES users (id));
CREATE INDEX profiles_address ON profiles (address);
