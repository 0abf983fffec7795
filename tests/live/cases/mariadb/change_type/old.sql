INSERT INTO orders (id, amount, code, at, note) VALUES ({n} + 1, 7, 'k{n}', '2026-05-05 01:02:03', 'abc'), ({n} + 2, 9, NULL, NULL, 'd');
INSERT INTO orders (id, note) VALUES ({n} + 3, 'e');
UPDATE orders SET amount = 70, note = 'f' WHERE id = {n} + 1;
UPDATE orders SET amount = 4242 WHERE id = {n} DIV 10000;
