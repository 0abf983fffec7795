INSERT INTO t VALUES (1, 'c'), (2, 'b'), (7, 'a'), (3, 'd');
