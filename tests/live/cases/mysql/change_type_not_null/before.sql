CREATE TABLE stock (id int PRIMARY KEY, amount bigint, code varchar(10) DEFAULT 'none', note varchar(20) NOT NULL DEFAULT '-', CONSTRAINT code_once UNIQUE (code, id));
CREATE INDEX by_amount ON stock (amount);
