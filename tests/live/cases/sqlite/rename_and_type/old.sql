INSERT INTO stock (id, amount, code) VALUES ({n} + 1, 7, 'abc'), ({n} + 2, 9, 'def');
UPDATE stock SET amount = 70 WHERE id = {n} + 1;
