CREATE TABLE users (id int PRIMARY KEY AUTO_INCREMENT, email varchar(60) NOT NULL, name varchar(40) DEFAULT 'nobody', score decimal(8,2), seen timestamp NOT NULL DEFAULT '2020-01-01 00:00:00' ON UPDATE current_timestamp(), UNIQUE KEY mail_once (email), KEY by_name (name, email(10)));
CREATE TABLE letters (id int PRIMARY KEY, to_email varchar(60), CONSTRAINT letters_user FOREIGN KEY (to_email) REFERENCES users (email));
CREATE VIEW addresses AS SELECT id, email AS address FROM users;
