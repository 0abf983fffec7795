INSERT INTO users (id, mail, full_name) VALUES ({n} + 11, 'new1@{n}', 'o'), ({n} + 12, 'new2@{n}', 'y'), ({n} + 13, 'new3@{n}', 'x');
INSERT INTO users (id, mail) VALUES ({n} + 14, 'new4@{n}');
UPDATE users SET mail = 'NEW1@{n}', full_name = NULL WHERE id = {n} + 11;
UPDATE users SET mail = 'renewed@{n}' WHERE id = {n} + 2;
UPDATE users SET email = 'old again@{n}' WHERE id = {n} + 12;
INSERT INTO letters VALUES ({n} + 1, 'NEW1@{n}');
