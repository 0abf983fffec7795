INSERT INTO people (email, old_note) VALUES ('old{n}', 'x');
UPDATE people SET email = 'OLD{n}' WHERE email = 'old{n}';
DELETE FROM people WHERE id = 50 + {n} DIV 10000;
