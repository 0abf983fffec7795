CREATE TABLE stock (id int PRIMARY KEY, amount int, code varchar(10) NOT NULL DEFAULT 'none', at datetime, CONSTRAINT code_once UNIQUE (code, id));
CREATE INDEX by_amount ON stock (amount);
