CREATE TABLE orders (id int PRIMARY KEY, amount int NOT NULL DEFAULT 5, code varchar(20), state varchar(10), at datetime, note text NOT NULL, UNIQUE KEY code_once (code), KEY by_amount (amount, state));
CREATE VIEW big AS SELECT id, amount FROM orders WHERE amount > 100;
