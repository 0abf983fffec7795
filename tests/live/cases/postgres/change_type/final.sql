SELECT (SELECT string_agg(amount || ',' || coalesce(code, '-') || ',' || coalesce(at::text, '-') || ',' || note, ' ' ORDER BY id) FROM orders WHERE id BETWEEN {n} AND {n} + 99)
  = '70,k{n},2026-05-05,f 9,-,-,d 5,-,-,e' AND (SELECT amount FROM orders WHERE id = {n} / 10000) = 4242 AND (SELECT count(*) FROM orders) = 3006
  AND (SELECT sum(amount) FROM orders WHERE id BETWEEN 3 AND 3000) = 4501497