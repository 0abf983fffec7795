CREATE TABLE users (
  id int PRIMARY KEY AUTO_INCREMENT,
  -- migra: renamed from email
  mail varchar(60) NOT NULL,
  -- migra: a new column beside
  extra int DEFAULT 3,
  -- migra: renamed from name
  full_name varchar(40) DEFAULT 'nobody', score decimal(8,2), seen timestamp NOT NULL DEFAULT '2020-01-01 00:00:00' ON UPDATE current_timestamp(), UNIQUE KEY mail_once (mail), KEY by_name (full_name, mail(10)));
CREATE TABLE letters (id int PRIMARY KEY, to_email varchar(60), CONSTRAINT letters_user FOREIGN KEY (to_email) REFERENCES users (mail));
CREATE VIEW addresses AS SELECT id, mail AS address FROM users;
