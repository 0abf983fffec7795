INSERT INTO stock SELECT i, CASE WHEN i % 5 = 0 THEN NULL ELSE i END, 'c' || i % 100, timestamp '2026-01-01 10:11:12' + i * interval '1 hour' FROM generate_series(1, 3000) i;
