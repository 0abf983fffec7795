CREATE TABLE users (id integer PRIMARY KEY, address varchar(100), name varchar(40) NOT NULL, score integer NOT NULL,
  changed timestamp NOT NULL DEFAULT '2020-01-01 00:00:00' ON UPDATE current_timestamp);
CREATE INDEX users_address ON users (address);
CREATE TABLE profiles (id integer PRIMARY KEY, user_id integer UNIQUE, bio varchar(40), written timestamp NOT NULL DEFAULT '2020-01-01 00:00:00' ON UPDATE current_timestamp,
  CONSTRAINT profiles_user FOREIGN KEY (user_id) REFERENCES users (id));
