SELECT (SELECT group_concat(x, ' ') FROM (SELECT mail || ':' || full_name AS x FROM users WHERE id BETWEEN {n} AND {n} + 99 ORDER BY id))
  = 'OLD1@{n}:none renewed@{n}:none old3@{n}:x old4@{n}:nobody NEW1@{n}:none old again@{n}:y new3@{n}:x new4@{n}:nobody'
  AND (SELECT full_name FROM users WHERE id = {n} / 10000) = 'changed{n}' AND (SELECT mail FROM users WHERE id = 100 + {n} / 10000) = 'u' || (100 + {n} / 10000) || '@x'
  AND (SELECT count(*) FROM users) = 3016