SELECT (SELECT string_agg(amount || ',' || coalesce(code, '?') || ',' || note, ' ' ORDER BY id) FROM stock WHERE id BETWEEN {n} AND {n} + 99)
  = CASE WHEN {n} < 20000 THEN '70,abc,def 9,?,ghi 5,none,jkl' ELSE '70,abc,def 9,?,ghi' END
  AND (SELECT amount FROM stock WHERE id = {n} / 10000) = 4242 AND (SELECT count(*) FROM stock) = 3005 AND (SELECT count(*) FROM stock WHERE amount = 5) = 601
