SELECT count(*) = 4 AND bool_and(u.address IS NOT DISTINCT FROM p.address AND u.score = p.user_score) AND
       bool_or(p.address = 'old moved' AND p.user_score = 55) AND bool_or(p.address = 'new moved' AND u.score = 88)
FROM users u JOIN profiles p ON p.user_id = u.id WHERE u.id BETWEEN {n} AND {n} + 3
