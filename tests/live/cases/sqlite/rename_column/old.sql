INSERT INTO users (id, email, name) VALUES ({n} + 1, 'old1@{n}', 'o'), ({n} + 2, 'old2@{n}', 'none'), ({n} + 3, 'old3@{n}', 'x');
INSERT INTO users (id, email) VALUES ({n} + 4, 'old4@{n}');
UPDATE users SET email = 'OLD1@{n}', name = 'none' WHERE id = {n} + 1;
UPDATE users SET name = 'changed{n}' WHERE id = {n} / 10000;
UPDATE users SET score = 1 WHERE id = 100 + {n} / 10000;
