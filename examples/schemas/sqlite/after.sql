-- migra: dialect=sqlite
-- The same shop, as the next release needs it.
CREATE TABLE customers (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    email        TEXT NOT NULL UNIQUE,
    full_name    TEXT NOT NULL,
    phone_number TEXT, -- migra: renamed from phone
    newsletter   INTEGER NOT NULL DEFAULT 0,
    country      TEXT,
    created_at   TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE products (
    id     INTEGER PRIMARY KEY,
    sku    TEXT NOT NULL UNIQUE,
    title  TEXT NOT NULL,
    price  NUMERIC NOT NULL CHECK (price >= 0),
    stock  INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE orders (
    id           INTEGER PRIMARY KEY,
    customer_id  INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    status       TEXT NOT NULL DEFAULT 'cart' CHECK (status IN ('cart', 'placed', 'paid', 'shipped', 'returned')),
    note         TEXT,
    placed_at    TEXT
);

CREATE TABLE order_items (
    order_id    INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    product_id  INTEGER NOT NULL REFERENCES products (id),
    quantity    INTEGER NOT NULL CHECK (quantity > 0),
    unit_price  NUMERIC NOT NULL,
    PRIMARY KEY (order_id, product_id)
) WITHOUT ROWID;

CREATE TABLE payments (
    id        INTEGER PRIMARY KEY,
    order_id  INTEGER NOT NULL REFERENCES orders (id),
    amount    NUMERIC NOT NULL CHECK (amount > 0),
    paid_at   TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE INDEX orders_customer ON orders (customer_id, placed_at DESC);
CREATE INDEX payments_order ON payments (order_id);

CREATE VIEW open_orders AS
    SELECT o.id, c.email, o.placed_at
    FROM orders o JOIN customers c ON c.id = o.customer_id
    WHERE o.status IN ('placed', 'paid');

CREATE TRIGGER items_take_stock AFTER INSERT ON order_items
BEGIN
    UPDATE products SET stock = stock - NEW.quantity WHERE id = NEW.product_id;
END;
