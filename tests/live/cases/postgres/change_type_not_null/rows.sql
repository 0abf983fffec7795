INSERT INTO stock SELECT i, CASE WHEN i % 5 = 0 THEN NULL ELSE i END, CASE WHEN i % 7 = 0 THEN NULL ELSE 'c' || i % 100 END, 'n' || i % 100 FROM generate_series(1, 3000) i;
