CREATE TABLE stock (id int PRIMARY KEY, amount int NOT NULL DEFAULT 5, code varchar(4) DEFAULT 'some', note varchar(5), CONSTRAINT code_once UNIQUE (code, id));
CREATE INDEX by_amount ON stock (amount);
