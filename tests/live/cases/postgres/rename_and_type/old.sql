INSERT INTO stock (id, amount, code, at) VALUES ({n} + 1, 7, 'abc', '2026-05-05 01:02:03'), ({n} + 2, 9, 'def', NULL);
INSERT INTO stock (id, at) VALUES ({n} + 3, '2026-06-06 04:05:06');
UPDATE stock SET amount = 70 WHERE id = {n} + 1;
UPDATE stock SET amount = 4242 WHERE id = {n} / 10000;
UPDATE stock SET at = '2026-07-07 07:08:09' WHERE id = {n} / 10000 + 2;
