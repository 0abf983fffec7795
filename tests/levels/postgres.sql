CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email varchar(120) NOT NULL, name text, age integer, created_at timestamptz NOT NULL DEFAULT now());
CREATE UNIQUE INDEX users_email ON users (email);
CREATE TYPE status AS ENUM ('new', 'paid');
CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id bigint NOT NULL REFERENCES users (id), state status NOT NULL DEFAULT 'new', total numeric(12,2), note text);
CREATE INDEX orders_user ON orders (user_id);
CREATE VIEW open_orders AS SELECT id, user_id, total FROM orders WHERE state = 'new';
CREATE MATERIALIZED VIEW sums AS SELECT user_id, sum(total) AS total FROM orders GROUP BY user_id;
CREATE UNIQUE INDEX sums_user ON sums (user_id);
-- deploy: a new table
CREATE TABLE tags (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE);
-- deploy: a new table with a foreign key and its index
SET LOCAL lock_timeout = '2s';
CREATE TABLE carts (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id bigint NOT NULL REFERENCES users (id));
CREATE INDEX carts_user ON carts (user_id);
-- deploy: a column that may be NULL
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN phone text;
-- deploy: the same without lock_timeout
ALTER TABLE users ADD COLUMN phone text;
-- deploy: a NOT NULL column with a constant default
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN newsletter boolean NOT NULL DEFAULT false;
-- deploy: an index, concurrently
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_state ON orders (state);
-- deploy: a varchar that gets longer
SET lock_timeout = '2s';
ALTER TABLE users ALTER COLUMN email TYPE varchar(200);
-- deploy: a value of an enum
ALTER TYPE status ADD VALUE 'sent';
-- deploy: a view
CREATE VIEW paid_orders AS SELECT id FROM orders WHERE state = 'paid';
-- deploy: a CHECK, not valid, and validated behind
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT total_is_good CHECK (total >= 0) NOT VALID;
-- deploy: a comment
COMMENT ON TABLE users IS 'people';
-- deploy: a materialized view is refreshed concurrently
REFRESH MATERIALIZED VIEW CONCURRENTLY sums;
-- deploy: a default
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN total SET DEFAULT 0;
-- read: a plain index goes
SET lock_timeout = '2s';
DROP INDEX orders_user;
-- read: a rule goes that programs may lean on, and two columns may be NULL
SET lock_timeout = '2s';
ALTER TABLE users ALTER COLUMN email DROP NOT NULL;
ALTER TABLE orders ALTER COLUMN user_id DROP NOT NULL;
-- read: a backfill of all rows beside the change
ALTER TABLE users ADD COLUMN locale text;
UPDATE users SET locale = 'en';
-- stage: an index, plain
SET lock_timeout = '2s';
CREATE INDEX orders_state ON orders (state);
-- stage: SET NOT NULL
SET lock_timeout = '2s';
ALTER TABLE users ALTER COLUMN name SET NOT NULL;
-- stage: a unique key
SET lock_timeout = '2s';
ALTER TABLE users ADD CONSTRAINT users_name UNIQUE (name);
-- stage: a foreign key, checked at once
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT orders_buyer FOREIGN KEY (id) REFERENCES users (id);
-- stage: integer to bigint
SET lock_timeout = '2s';
ALTER TABLE users ALTER COLUMN age TYPE bigint;
-- stage: a column renamed
SET lock_timeout = '2s';
ALTER TABLE users RENAME COLUMN name TO full_name;
-- stage: a table renamed
SET lock_timeout = '2s';
ALTER TABLE orders RENAME TO purchases;
-- stage: a view goes
SET lock_timeout = '2s';
DROP VIEW open_orders;
-- stage: a NOT NULL column without a default
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN country text NOT NULL;
-- stage: a column with a default that is computed for each row
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();
-- stage: VACUUM FULL
VACUUM FULL orders;
-- stage: a CHECK over rows that are there
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT total_is_good CHECK (total >= 0);
-- stage: CONCURRENTLY inside of a transaction
BEGIN;
CREATE INDEX CONCURRENTLY orders_state ON orders (state);
COMMIT;
-- stop: a column goes
SET lock_timeout = '2s';
ALTER TABLE users DROP COLUMN name;
-- stop: a table goes
SET lock_timeout = '2s';
DROP TABLE orders CASCADE;
-- stop: TRUNCATE
SET lock_timeout = '2s';
TRUNCATE orders;
-- stop: UNLOGGED
SET lock_timeout = '2s';
ALTER TABLE orders SET UNLOGGED;
