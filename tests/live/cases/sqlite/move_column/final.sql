SELECT count(*) = 4 AND max(p.address IS 'old moved' AND p.user_score = 55) AND max(p.address IS 'new moved' AND user_score = 88) AND
       (SELECT count(*) = 10 AND min(address IN ('old ' || user_id, 'new ' || user_id)) FROM profiles WHERE user_id <= 10) AND
       (SELECT address = 'street 40' AND user_score = 400 FROM profiles WHERE user_id = 40)
FROM profiles p WHERE user_id BETWEEN {n} AND {n} + 3
