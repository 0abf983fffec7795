INSERT INTO users (id, name) VALUES ({n} + 2, 'new'), ({n} + 3, 'new');
INSERT INTO profiles VALUES ({n} + 2, {n} + 2, 'b', 'new street', 8), ({n} + 3, {n} + 3, 'b', NULL, 9);
UPDATE profiles SET address = 'new moved', user_score = 88 WHERE user_id = {n} + 2;
UPDATE profiles SET address = 'new ' || user_id, user_score = user_score + 1 WHERE user_id BETWEEN 6 AND 10;
