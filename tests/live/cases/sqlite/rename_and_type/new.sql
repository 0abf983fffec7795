INSERT INTO stock (id, quantity, label) VALUES ({n} + 11, '7', 'abd');
UPDATE stock SET quantity = '71' WHERE id = {n} + 11;
