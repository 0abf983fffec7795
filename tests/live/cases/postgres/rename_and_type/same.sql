SELECT count(*) = 5 AND bool_and(CASE id - {n} WHEN 1 THEN amount = 70 AND quantity = '70' AND label = 'abc' AND day = '2026-05-05' AND at = '2026-05-05 01:02:03'
  WHEN 2 THEN amount = 9 AND quantity = '9' AND code = 'def' AND label = 'def' AND day IS NULL
  WHEN 3 THEN amount IS NULL AND quantity = '5' AND code = 'none' AND label = 'none' AND day = '2026-06-06'
  WHEN 11 THEN amount = 71 AND quantity = '71' AND code = 'abd' AND at = '2026-05-05'
  WHEN 12 THEN amount IS NULL AND quantity = 'many' AND code = 'deg' AND at = '2026-08-08' END) FROM stock WHERE id BETWEEN {n} AND {n} + 99
