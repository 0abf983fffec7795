CREATE TABLE users (
  -- migra: renamed from id
  user_id int AUTO_INCREMENT PRIMARY KEY, n int);
CREATE VIEW v AS SELECT user_id AS number FROM users;
CREATE VIEW w AS SELECT number FROM v;
