CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL UNIQUE, name text, age integer);
CREATE TABLE orders (id integer PRIMARY KEY, user_id integer NOT NULL REFERENCES users (id), state text NOT NULL DEFAULT 'new', total numeric);
CREATE INDEX orders_user ON orders (user_id);
CREATE VIEW open_orders AS SELECT id, user_id, total FROM orders WHERE state = 'new';
-- deploy: a new table
CREATE TABLE tags (id integer PRIMARY KEY, name text NOT NULL UNIQUE);
-- deploy: a new table with a foreign key and its index
CREATE TABLE carts (id integer PRIMARY KEY, user_id integer NOT NULL REFERENCES users (id));
CREATE INDEX carts_user ON carts (user_id);
-- deploy: a column that may be NULL
ALTER TABLE users ADD COLUMN phone text;
-- deploy: a NOT NULL column with a default
ALTER TABLE users ADD COLUMN newsletter integer NOT NULL DEFAULT 0;
-- deploy: an index
CREATE INDEX orders_state ON orders (state);
-- deploy: a view
CREATE VIEW paid_orders AS SELECT id FROM orders WHERE state = 'paid';
-- deploy: a row
INSERT INTO users (email) VALUES ('a@example.org');
-- deploy: a trigger
CREATE TRIGGER orders_ai AFTER INSERT ON orders BEGIN UPDATE users SET age = age WHERE id = NEW.user_id; END;
-- deploy: a generated column that is computed when it is read
ALTER TABLE users ADD COLUMN handle text GENERATED ALWAYS AS (lower(name)) VIRTUAL;
-- deploy: a table is built anew with one more column, as the manual says
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE new_users (id integer PRIMARY KEY, email text NOT NULL UNIQUE, name text, age integer, locale text NOT NULL DEFAULT 'en');
INSERT INTO new_users (id, email, name, age) SELECT id, email, name, age FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
-- read: an index goes
DROP INDEX orders_user;
-- stage: all rows get another value
UPDATE orders SET total = 0;
-- deploy: a table built anew that leaves an index out
PRAGMA foreign_keys = OFF;
BEGIN;
DROP VIEW open_orders;
CREATE TABLE new_orders (id integer PRIMARY KEY, user_id integer NOT NULL REFERENCES users (id), state text NOT NULL DEFAULT 'new', total numeric);
INSERT INTO new_orders SELECT id, user_id, state, total FROM orders;
DROP TABLE orders;
ALTER TABLE new_orders RENAME TO orders;
CREATE VIEW open_orders AS SELECT id, user_id, total FROM orders WHERE state = 'new';
COMMIT;
PRAGMA foreign_keys = ON;
-- stage: a NOT NULL column without a default
ALTER TABLE users ADD COLUMN country text NOT NULL;
-- stage: a unique index
CREATE UNIQUE INDEX users_name ON users (name);
-- stage: a column renamed
ALTER TABLE users RENAME COLUMN name TO full_name;
-- stage: a table renamed
ALTER TABLE orders RENAME TO purchases;
-- stage: a view goes
DROP VIEW open_orders;
-- stage: a unique column is added
ALTER TABLE users ADD COLUMN code text UNIQUE;
-- stage: a default that is no constant
ALTER TABLE users ADD COLUMN made text DEFAULT (datetime('now'));
-- stage: a column that refers, with a default
PRAGMA foreign_keys = ON;
ALTER TABLE orders ADD COLUMN seller integer NOT NULL DEFAULT 0 REFERENCES users (id);
-- stage: a stored generated column
ALTER TABLE users ADD COLUMN handle text GENERATED ALWAYS AS (lower(name)) STORED;
-- stop: a column that a view reads is dropped
ALTER TABLE orders DROP COLUMN user_id;
-- stop: a column goes
ALTER TABLE users DROP COLUMN age;
-- stop: a table goes
DROP TABLE orders;
-- stage: all rows are deleted
DELETE FROM orders;
-- stop: a table is built anew without one of its columns
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE new_users (id integer PRIMARY KEY, email text NOT NULL UNIQUE, name text);
INSERT INTO new_users SELECT id, email, name FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
COMMIT;
PRAGMA foreign_keys = ON;
-- read: a table built anew that leaves an index and NOT NULL out
PRAGMA foreign_keys = OFF;
BEGIN;
DROP VIEW open_orders;
CREATE TABLE new_orders (id integer PRIMARY KEY, user_id integer REFERENCES users (id), state text NOT NULL DEFAULT 'new', total numeric);
INSERT INTO new_orders SELECT id, user_id, state, total FROM orders;
DROP TABLE orders;
ALTER TABLE new_orders RENAME TO orders;
CREATE VIEW open_orders AS SELECT id, user_id, total FROM orders WHERE state = 'new';
COMMIT;
PRAGMA foreign_keys = ON;
-- stage: a table built anew with NOT NULL on a column that may hold NULL
PRAGMA foreign_keys = OFF;
CREATE TABLE new_users (id integer PRIMARY KEY, email text NOT NULL UNIQUE, name text NOT NULL, age integer);
INSERT INTO new_users (id, email, name, age) SELECT id, email, name, age FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
PRAGMA foreign_keys = ON;
-- deploy: a table built anew whose copy gives every row a value for a new column
PRAGMA foreign_keys = OFF;
CREATE TABLE new_users (id integer PRIMARY KEY, email text NOT NULL UNIQUE, name text, age integer, active bool NOT NULL);
INSERT INTO new_users (id, email, name, age, active) SELECT id, email, name, age, 1 FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
PRAGMA foreign_keys = ON;
