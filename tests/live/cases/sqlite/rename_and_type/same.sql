SELECT count(*) = 3 AND min(CASE id - {n} WHEN 1 THEN amount = 70 AND quantity = '70' AND label = 'abc' WHEN 2 THEN amount = 9 AND quantity = '9' AND code = 'def' AND label = 'def'
  WHEN 11 THEN amount = 71 AND quantity = '71' AND code = 'abd' END) FROM stock WHERE id BETWEEN {n} AND {n} + 99
