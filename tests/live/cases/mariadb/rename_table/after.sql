-- migra: renamed from people
CREATE TABLE persons (id int AUTO_INCREMENT PRIMARY KEY,
  -- migra: renamed from email
  mail varchar(50) NOT NULL, city varchar(20) DEFAULT 'x', born date);
CREATE TABLE letters (id int PRIMARY KEY, person int NOT NULL, CONSTRAINT letters_to FOREIGN KEY (person) REFERENCES persons (id));
CREATE VIEW cities AS SELECT DISTINCT city FROM persons;
CREATE VIEW mails AS SELECT mail AS address FROM persons;
