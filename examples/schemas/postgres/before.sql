-- A small shop, as it runs today.
CREATE TYPE order_status AS ENUM ('cart', 'placed', 'paid', 'shipped');

CREATE TABLE customers (
    id          bigserial PRIMARY KEY,
    email       varchar(120) NOT NULL,
    full_name   text NOT NULL,
    phone       text,
    newsletter  boolean DEFAULT false,
    created_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE products (
    id          bigserial PRIMARY KEY,
    sku         varchar(32) NOT NULL UNIQUE,
    title       text NOT NULL,
    price       numeric(8,2) NOT NULL,
    stock       integer NOT NULL DEFAULT 0,
    weight_g    integer
);

CREATE TABLE orders (
    id           bigserial PRIMARY KEY,
    customer_id  bigint NOT NULL REFERENCES customers (id),
    status       order_status NOT NULL DEFAULT 'cart',
    note         text,
    placed_at    timestamptz
);

CREATE TABLE order_items (
    order_id    bigint NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    product_id  bigint NOT NULL,
    quantity    integer NOT NULL,
    unit_price  numeric(8,2) NOT NULL,
    PRIMARY KEY (order_id, product_id)
);

CREATE TABLE legacy_coupons (
    code      text PRIMARY KEY,
    discount  integer NOT NULL
);

CREATE INDEX orders_placed_idx ON orders (placed_at);

CREATE VIEW open_orders AS
    SELECT o.id, c.email, o.placed_at
    FROM orders o JOIN customers c ON c.id = o.customer_id
    WHERE o.status IN ('placed', 'paid');
