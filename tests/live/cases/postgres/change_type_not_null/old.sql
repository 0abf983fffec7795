INSERT INTO stock (id, amount, code, note) VALUES ({n} + 1, 7, 'abc', 'def'), ({n} + 2, 9, NULL, 'ghi');
INSERT INTO stock (id, amount, note) SELECT {n} + 3, NULL, 'jkl' FROM stock WHERE id = 1 AND {n} < 20000;
UPDATE stock SET amount = 70 WHERE id = {n} + 1;
UPDATE stock SET amount = 4242 WHERE id = {n} / 10000;
