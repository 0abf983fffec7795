CREATE TABLE stock (id int PRIMARY KEY,
  quantity varchar(20) NOT NULL DEFAULT '5', -- migra: renamed from amount
  label varchar(4) DEFAULT 'some', -- migra: renamed from code
  day date, -- migra: renamed from at
  CONSTRAINT code_once UNIQUE (label, id));
CREATE INDEX by_amount ON stock (quantity);
