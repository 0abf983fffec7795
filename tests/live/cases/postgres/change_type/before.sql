CREATE TABLE orders (id int PRIMARY KEY, amount integer NOT NULL DEFAULT 5 CHECK (amount > 0), code varchar(20) UNIQUE, state text, at timestamp, note text NOT NULL);
CREATE INDEX orders_amount ON orders (amount, state);
CREATE INDEX orders_big ON orders (state) WHERE amount > 100;
CREATE VIEW big AS SELECT id, amount FROM orders WHERE amount > 100;
CREATE VIEW biggest AS SELECT max(amount) AS most FROM big;
