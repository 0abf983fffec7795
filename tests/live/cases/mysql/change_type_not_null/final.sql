SELECT (SELECT group_concat(concat(amount, ',', coalesce(code, '?'), ',', note) ORDER BY id SEPARATOR ' ') FROM stock WHERE id BETWEEN {n} AND {n} + 99)
  = CASE WHEN {n} < 20000 THEN '70,abc,def 9,?,ghi 5,none,jkl' ELSE '70,abc,def 9,?,ghi' END
  AND (SELECT amount FROM stock WHERE id = {n} DIV 10000) = 4242 AND (SELECT count(*) FROM stock) = 905 AND (SELECT count(*) FROM stock WHERE amount = 5) = 181
