CREATE TABLE stock (id INTEGER PRIMARY KEY,
  quantity TEXT NOT NULL DEFAULT '5', -- migra: renamed from amount
  label TEXT DEFAULT 'some', -- migra: renamed from code
  at TEXT);
CREATE INDEX by_amount ON stock (quantity);
