SELECT (SELECT string_agg(mail || ':' || coalesce(full_name, '-'), ' ' ORDER BY id) FROM users WHERE id BETWEEN {n} AND {n} + 99)
  = 'OLD1@{n}:- renewed@{n}:- old3@{n}:x old4@{n}:nobody NEW1@{n}:- old again@{n}:y new3@{n}:x new4@{n}:nobody'
  AND (SELECT full_name FROM users WHERE id = {n} / 10000) = 'changed{n}' AND (SELECT mail FROM users WHERE id = 100 + {n} / 10000) = 'u' || (100 + {n} / 10000) || '@x'
  AND (SELECT count(*) FROM users) = 3016