INSERT INTO users (id, name, address, score) VALUES ({n}, 'old', 'old street', 5), ({n} + 1, 'old', NULL, 6);
INSERT INTO profiles (id, user_id, bio) VALUES ({n}, {n}, 'b'), ({n} + 1, {n} + 1, 'b');
UPDATE users SET address = 'old moved', score = 55 WHERE id = {n};
UPDATE users SET address = concat('old ', id), score = score + 1 WHERE id <= 5;
