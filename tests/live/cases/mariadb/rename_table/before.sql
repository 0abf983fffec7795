CREATE TABLE people (id int AUTO_INCREMENT PRIMARY KEY, email varchar(50) NOT NULL, old_note text, city varchar(20) DEFAULT 'x');
CREATE TABLE letters (id int PRIMARY KEY, person int NOT NULL, CONSTRAINT letters_to FOREIGN KEY (person) REFERENCES people (id));
CREATE VIEW cities AS SELECT DISTINCT city FROM people;
CREATE VIEW mails AS SELECT email AS address FROM people;
