SELECT (SELECT string_agg(quantity || ',' || label || ',' || coalesce(day::text, '-'), ' ' ORDER BY id) FROM stock WHERE id BETWEEN {n} AND {n} + 99)
  = '70,abc,2026-05-05 9,def,- 5,none,2026-06-06 71,abd,2026-05-05 many,deg,2026-08-08'
  AND (SELECT quantity FROM stock WHERE id = {n} / 10000) = '4242' AND (SELECT day FROM stock WHERE id = {n} / 10000 + 2) = '2026-07-07'
  AND (SELECT quantity || label FROM stock WHERE id = {n} / 10000 + 10) = '4343z' AND (SELECT count(*) FROM stock) = 3010 AND (SELECT count(*) FROM stock WHERE quantity = '5') = 602
