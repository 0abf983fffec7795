INSERT INTO orders SELECT seq, seq, if(seq % 7 = 0, NULL, concat('c', seq)), concat('s', seq % 4), '2026-01-01 10:11:12' + interval seq hour, concat('n', seq % 100) FROM seq_1_to_3000;
