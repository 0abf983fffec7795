CREATE TABLE stock (id INTEGER PRIMARY KEY, amount INTEGER, code TEXT NOT NULL DEFAULT 'none', at TEXT);
CREATE INDEX by_amount ON stock (amount);
