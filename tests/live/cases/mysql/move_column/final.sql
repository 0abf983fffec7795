SELECT count(*) = 4 AND max(p.address = 'old moved' AND p.user_score = 55) AND max(p.address = 'new moved' AND user_score = 88) AND
       (SELECT count(*) = 10 AND min(address IN (concat('old ', user_id), concat('new ', user_id))) FROM profiles WHERE user_id <= 10) AND
       (SELECT user_score = 7 FROM profiles WHERE id = 200) AND
       (SELECT address = 'street 40' AND user_score = 400 AND written = '2020-01-01 00:00:00' FROM profiles WHERE user_id = 40)
FROM profiles p WHERE user_id BETWEEN {n} AND {n} + 3
