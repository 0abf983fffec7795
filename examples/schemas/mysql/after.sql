-- migra: dialect=mysql
-- The same shop, as the next release needs it.
CREATE TABLE customers (
    id           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    email        VARCHAR(254) NOT NULL,
    full_name    VARCHAR(200) NOT NULL,
    phone_number VARCHAR(40), -- migra: renamed from phone
    newsletter   TINYINT(1) NOT NULL DEFAULT 0,
    country      CHAR(2),
    created_at   DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    UNIQUE KEY customers_email (email)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE products (
    id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    sku         VARCHAR(32) NOT NULL,
    title       VARCHAR(200) NOT NULL,
    price       DECIMAL(10,2) NOT NULL,
    stock       BIGINT NOT NULL DEFAULT 0,
    UNIQUE KEY products_sku (sku),
    CONSTRAINT price_not_negative CHECK (price >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE orders (
    id           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    customer_id  BIGINT UNSIGNED NOT NULL,
    status       ENUM('cart', 'placed', 'paid', 'shipped', 'returned') NOT NULL DEFAULT 'cart',
    note         TEXT,
    placed_at    DATETIME,
    KEY orders_customer_placed (customer_id, placed_at),
    CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE order_items (
    order_id    BIGINT UNSIGNED NOT NULL,
    product_id  BIGINT UNSIGNED NOT NULL,
    quantity    INT NOT NULL,
    unit_price  DECIMAL(8,2) NOT NULL,
    PRIMARY KEY (order_id, product_id),
    KEY items_product (product_id),
    CONSTRAINT items_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE,
    CONSTRAINT items_product FOREIGN KEY (product_id) REFERENCES products (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE payments (
    id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    order_id  BIGINT UNSIGNED NOT NULL,
    amount    DECIMAL(10,2) NOT NULL,
    paid_at   DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    KEY payments_order (order_id),
    CONSTRAINT payments_order FOREIGN KEY (order_id) REFERENCES orders (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='Money that has arrived';

CREATE VIEW open_orders AS
    SELECT o.id, c.email, o.placed_at
    FROM orders o JOIN customers c ON c.id = o.customer_id
    WHERE o.status IN ('placed', 'paid');
