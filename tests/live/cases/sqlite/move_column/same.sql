SELECT count(*) = 4 AND min(u.address IS p.address AND u.score = p.user_score) AND
       max(p.address IS 'old moved' AND p.user_score = 55) AND max(p.address IS 'new moved' AND u.score = 88)
FROM users u JOIN profiles p ON p.user_id = u.id WHERE u.id BETWEEN {n} AND {n} + 3
