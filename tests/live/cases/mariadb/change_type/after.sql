CREATE TABLE orders (id int PRIMARY KEY, amount bigint NOT NULL DEFAULT 5, code varchar(10), state varchar(10), at date, note varchar(50) NOT NULL, UNIQUE KEY code_once (code), KEY by_amount (amount, state));
CREATE VIEW big AS SELECT id, amount FROM orders WHERE amount > 100;
