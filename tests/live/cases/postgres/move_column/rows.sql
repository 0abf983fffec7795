INSERT INTO users SELECT i, 'user ' || i, CASE WHEN i % 3 > 0 THEN 'street ' || i END, i * 10 FROM generate_series(1, 40) AS i;
INSERT INTO profiles SELECT i + 100, i, 'bio ' || i FROM generate_series(1, 40) AS i;
INSERT INTO profiles VALUES (200, NULL, 'nobody');
