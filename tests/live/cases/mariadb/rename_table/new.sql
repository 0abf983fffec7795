INSERT INTO persons (mail, born) VALUES ('new{n}', '2000-01-01');
UPDATE persons SET mail = 'NEW{n}' WHERE mail = 'new{n}';
