INSERT INTO orders SELECT i, i, CASE WHEN i % 7 = 0 THEN NULL ELSE 'c' || i END, 's' || i % 4, timestamp '2026-01-01 10:11:12' + i * interval '1 hour', 'n' || i % 100 FROM generate_series(1, 3000) i;
