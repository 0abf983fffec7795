INSERT INTO people (email, old_note) SELECT 'u' || i, 'n' || i FROM generate_series(1, 100) i;
INSERT INTO letters SELECT i, i FROM generate_series(1, 10) i;
