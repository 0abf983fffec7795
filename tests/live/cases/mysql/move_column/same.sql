SELECT count(*) = 4 AND min(u.address <=> p.address AND u.score = p.user_score) AND
       max(p.address = 'old moved' AND p.user_score = 55) AND max(p.address = 'new moved' AND u.score = 88) AND
       (SELECT written = '2020-01-01 00:00:00' FROM profiles WHERE id = 140)
FROM users u JOIN profiles p ON p.user_id = u.id WHERE u.id BETWEEN {n} AND {n} + 3
