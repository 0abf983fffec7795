CREATE TABLE shop (id integer PRIMARY KEY);
CREATE TABLE orders (
    id bigint NOT NULL,
    shop integer NOT NULL REFERENCES shop (id),
    placed date NOT NULL,
    total numeric(12,2) CONSTRAINT orders_total_ok CHECK (total >= 0),
    PRIMARY KEY (id, placed)
) PARTITION BY RANGE (placed);
CREATE INDEX orders_placed ON orders (placed);
CREATE INDEX orders_shop ON orders (shop) WHERE total > 0;
-- keeps its key and its check, and neither the foreign key nor the index of shops
CREATE TABLE orders_2024 (
    id bigint NOT NULL,
    shop integer NOT NULL,
    placed date NOT NULL,
    total numeric(12,2) CONSTRAINT orders_total_ok CHECK (total >= 0),
    archived boolean,
    PRIMARY KEY (id, placed)
);
CREATE INDEX ON orders_2024 (placed);
CREATE TABLE orders_2025 PARTITION OF orders FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
