INSERT INTO users (email, name, score) SELECT concat('u', seq, '@x'), if(seq % 3 = 0, NULL, concat('n', seq)), seq FROM seq_1_to_3000;
INSERT INTO letters SELECT seq, concat('u', seq, '@x') FROM seq_1_to_10;
