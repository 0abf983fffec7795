INSERT INTO people (email, old_note) SELECT concat('u', seq), concat('n', seq) FROM seq_1_to_100;
INSERT INTO letters SELECT seq, seq FROM seq_1_to_10;
