CREATE TABLE users (id INTEGER PRIMARY KEY, 
  -- migra: renamed from email
  mail TEXT COLLATE NOCASE UNIQUE,
  -- migra: renamed from name
  full_name TEXT NOT NULL DEFAULT 'nobody', score REAL, extra INTEGER DEFAULT 3);
CREATE INDEX by_name ON users (full_name, score);
CREATE VIEW v AS SELECT id, mail AS address FROM users;
CREATE TABLE log (id INTEGER PRIMARY KEY, what TEXT);
CREATE TRIGGER users_log AFTER DELETE ON users BEGIN INSERT INTO log (what) VALUES (OLD.mail); END;
