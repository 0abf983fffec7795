INSERT INTO stock (id, quantity, label, day) VALUES ({n} + 11, '7', 'abd', '2026-05-05'), ({n} + 12, 'many', 'deg', NULL);
UPDATE stock SET quantity = '71' WHERE id = {n} + 11;
UPDATE stock SET day = '2026-08-08' WHERE id = {n} + 12;
UPDATE stock SET quantity = '4343', label = 'z' WHERE id = {n} / 10000 + 10;
