-- The same shop, as the next release needs it.
CREATE TYPE order_status AS ENUM ('cart', 'placed', 'paid', 'shipped', 'returned');

CREATE TABLE customers (
    id           bigserial PRIMARY KEY,
    email        varchar(254) NOT NULL,
    full_name    text NOT NULL,
    phone_number text, -- migra: renamed from phone
    newsletter   boolean NOT NULL DEFAULT false,
    country      char(2),
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT customers_email_key UNIQUE (email)
);

CREATE TABLE products (
    id          bigserial PRIMARY KEY,
    sku         varchar(32) NOT NULL UNIQUE,
    title       text NOT NULL,
    price       numeric(10,2) NOT NULL,
    stock       bigint NOT NULL DEFAULT 0,
    CONSTRAINT products_price_check CHECK (price >= 0)
);

CREATE TABLE orders (
    id           bigserial PRIMARY KEY,
    customer_id  bigint NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    status       order_status NOT NULL DEFAULT 'cart',
    note         text,
    placed_at    timestamptz
);

CREATE TABLE order_items (
    order_id    bigint NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    product_id  bigint NOT NULL REFERENCES products (id),
    quantity    integer NOT NULL CHECK (quantity > 0),
    unit_price  numeric(8,2) NOT NULL,
    PRIMARY KEY (order_id, product_id)
);

CREATE TABLE payments (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id  bigint NOT NULL REFERENCES orders (id),
    amount    numeric(10,2) NOT NULL CHECK (amount > 0),
    paid_at   timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX orders_customer_idx ON orders (customer_id, placed_at DESC);
CREATE INDEX payments_order_idx ON payments (order_id);

CREATE VIEW open_orders AS
    SELECT o.id, c.email, o.placed_at
    FROM orders o JOIN customers c ON c.id = o.customer_id
    WHERE o.status IN ('placed', 'paid');

COMMENT ON TABLE payments IS 'Money that has arrived';
