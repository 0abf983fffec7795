INSERT INTO customers (email, full_name, phone, newsletter) VALUES
    ('ada@example.org', 'Ada L.', '+44 1', 1), ('bob@example.org', 'Bob M.', NULL, NULL);
INSERT INTO products (sku, title, price, stock, weight_g) VALUES ('TEA-1', 'Tea', 4.50, 10, 120), ('CUP-1', 'Cup', 9, 3, 300);
INSERT INTO orders (customer_id, status, placed_at) VALUES (1, 'paid', '2026-01-02 03:04:05'), (2, 'cart', NULL);
INSERT INTO order_items VALUES (1, 1, 2, 4.50), (2, 2, 1, 9);
INSERT INTO legacy_coupons VALUES ('SPRING', 10);
