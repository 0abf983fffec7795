CREATE TABLE shop (id integer PRIMARY KEY);
CREATE TABLE orders (
    id bigint NOT NULL,
    shop integer NOT NULL REFERENCES shop (id),
    placed date NOT NULL,
    total numeric(12,2) CONSTRAINT orders_total_ok CHECK (total >= 0),
    note text,
    PRIMARY KEY (id, placed)
) PARTITION BY RANGE (placed);
CREATE INDEX orders_placed ON orders (placed);
CREATE INDEX orders_shop ON orders (shop) WHERE total > 0;
-- lacks a column, a key and an index, and has one too many
CREATE TABLE orders_2024 (
    id bigint NOT NULL,
    shop integer NOT NULL,
    placed date,
    total numeric(12,2) CONSTRAINT orders_total_ok CHECK (total >= 0),
    leftover integer
);
CREATE INDEX ON orders_2024 (placed);
