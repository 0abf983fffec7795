INSERT INTO users SELECT i, 'u' || i || '@x', CASE WHEN i % 3 = 0 THEN NULL ELSE 'n' || i END, i FROM generate_series(1, 3000) i;
INSERT INTO letters SELECT i, 'u' || i || '@x' FROM generate_series(1, 10) i;
