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
CREATE TABLE orders_2024 PARTITION OF orders FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
