CREATE TABLE users (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, email varchar(120) NOT NULL, name varchar(100), age int, created_at datetime NOT NULL DEFAULT CURRENT_TIMESTAMP, UNIQUE KEY users_email (email)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE orders (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, user_id bigint NOT NULL, state enum('new','paid') NOT NULL DEFAULT 'new', total decimal(12,2), note text, KEY orders_total (total), CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE VIEW open_orders AS SELECT id, user_id, total FROM orders WHERE state = 'new';
-- deploy: a new table
CREATE TABLE tags (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, name varchar(60) NOT NULL, UNIQUE KEY tags_name (name));
-- deploy: a new table with a foreign key
SET SESSION lock_wait_timeout = 5;
CREATE TABLE carts (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, user_id bigint NOT NULL, FOREIGN KEY (user_id) REFERENCES users (id));
-- deploy: a column at the end
SET SESSION lock_wait_timeout = 5;
ALTER TABLE users ADD COLUMN phone varchar(40), ALGORITHM=INSTANT;
-- deploy: the same without a timeout
ALTER TABLE users ADD COLUMN phone varchar(40);
-- deploy: a NOT NULL column with a default
SET SESSION lock_wait_timeout = 5;
ALTER TABLE users ADD COLUMN newsletter tinyint NOT NULL DEFAULT 0;
-- deploy: an index
SET SESSION lock_wait_timeout = 5;
ALTER TABLE orders ADD INDEX orders_state (state), ALGORITHM=INPLACE, LOCK=NONE;
-- deploy: a varchar that gets longer, within a length byte
SET SESSION lock_wait_timeout = 5;
ALTER TABLE users MODIFY email varchar(200) NOT NULL;
-- deploy: a value at the end of an enum
SET SESSION lock_wait_timeout = 5;
ALTER TABLE orders MODIFY state enum('new','paid','sent') NOT NULL DEFAULT 'new';
-- deploy: a view
CREATE VIEW paid_orders AS SELECT id FROM orders WHERE state = 'paid';
-- deploy: a default
SET SESSION lock_wait_timeout = 5;
ALTER TABLE orders ALTER COLUMN total SET DEFAULT 0;
-- deploy: a comment
SET SESSION lock_wait_timeout = 5;
ALTER TABLE users COMMENT = 'people';
-- deploy: an index is hidden
SET SESSION lock_wait_timeout = 5;
-- mysql: ALTER TABLE orders ALTER INDEX orders_total INVISIBLE;
-- mariadb: ALTER TABLE orders ALTER INDEX orders_total IGNORED;
-- deploy: rows of a new table
INSERT INTO users (email, name) VALUES ('a@example.org', 'a');
-- read: an index goes
SET SESSION lock_wait_timeout = 5;
ALTER TABLE orders DROP INDEX orders_total;
-- read: two schema changes and a backfill of all rows
SET SESSION lock_wait_timeout = 5;
ALTER TABLE users ADD COLUMN locale varchar(5);
UPDATE users SET locale = 'en';
ALTER TABLE orders ADD COLUMN locale varchar(5);
-- read: a foreign key goes
SET SESSION lock_wait_timeout = 5;
ALTER TABLE orders DROP FOREIGN KEY orders_user;
DROP INDEX orders_total ON orders;
-- stage: mysql: int to bigint
-- deploy: mariadb: int to bigint, a copy while writes go on
SET SESSION lock_wait_timeout = 5;
ALTER TABLE users MODIFY age bigint;
-- stage: NOT NULL
SET SESSION lock_wait_timeout = 5;
ALTER TABLE users MODIFY name varchar(100) NOT NULL;
-- stage: a unique key
SET SESSION lock_wait_timeout = 5;
ALTER TABLE users ADD UNIQUE KEY users_name (name);
-- stage: a foreign key
SET SESSION lock_wait_timeout = 5;
ALTER TABLE orders ADD CONSTRAINT orders_self FOREIGN KEY (id) REFERENCES users (id);
-- stage: a column renamed
SET SESSION lock_wait_timeout = 5;
ALTER TABLE users RENAME COLUMN name TO full_name;
-- stage: a table renamed
SET SESSION lock_wait_timeout = 5;
RENAME TABLE orders TO purchases;
-- stage: another character set
SET SESSION lock_wait_timeout = 5;
ALTER TABLE users CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
-- stage: a shorter varchar
SET SESSION lock_wait_timeout = 5;
ALTER TABLE users MODIFY email varchar(60) NOT NULL;
-- stage: mysql: a column in the way of all rows
-- deploy: mariadb: a stored column, a copy while writes go on
SET SESSION lock_wait_timeout = 5;
ALTER TABLE users ADD COLUMN full_name varchar(200) AS (concat(name, email)) STORED;
-- stage: an enum in another order
SET SESSION lock_wait_timeout = 5;
ALTER TABLE orders MODIFY state enum('paid','new') NOT NULL DEFAULT 'new';
-- stage: a CHECK over rows that are there
SET SESSION lock_wait_timeout = 5;
ALTER TABLE orders ADD CONSTRAINT total_is_good CHECK (total >= 0);
-- stage: a view goes
DROP VIEW open_orders;
-- read: MODIFY that forgets NOT NULL and the default
SET SESSION lock_wait_timeout = 5;
ALTER TABLE users MODIFY created_at datetime;
-- stage: MODIFY that forgets AUTO_INCREMENT
SET SESSION lock_wait_timeout = 5;
ALTER TABLE users MODIFY id bigint NOT NULL;
-- stop: a column goes
SET SESSION lock_wait_timeout = 5;
ALTER TABLE users DROP COLUMN name;
-- stop: a table goes
SET SESSION lock_wait_timeout = 5;
DROP TABLE orders;
-- stop: TRUNCATE
SET SESSION lock_wait_timeout = 5;
TRUNCATE TABLE orders;
-- stage: all rows are deleted
DELETE FROM orders;
