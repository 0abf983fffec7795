SELECT (SELECT group_concat(concat(mail, ':', coalesce(full_name, '-')) ORDER BY id SEPARATOR ' ') FROM users WHERE id BETWEEN {n} AND {n} + 99)
  = binary 'OLD1@{n}:- renewed@{n}:- old3@{n}:x old4@{n}:nobody NEW1@{n}:- old again@{n}:y new3@{n}:x new4@{n}:nobody'
  AND (SELECT full_name FROM users WHERE id = {n} DIV 10000) = 'changed{n}' AND (SELECT mail FROM users WHERE id = 100 + {n} DIV 10000) = concat('u', 100 + {n} DIV 10000, '@x')
  AND (SELECT count(*) FROM users) = 3016 AND (SELECT count(*) FROM users WHERE id <= 3000 AND seen <> '2020-01-01 00:00:00') <= 4