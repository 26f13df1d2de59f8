-- What lists, tabs and the home page read: streams in the order of the list, and rollups that never count twice.

-- Tags as a stream, newest first: a tag on a tenth of all orders is too many for a bitmap and too few for a walk.
-- Kept by a trigger that runs only for orders whose tags change.
-- owner: domain.orders
CREATE TABLE order_tag (
    tag text NOT NULL,
    placed_at timestamptz NOT NULL,
    order_id bigint NOT NULL,
    PRIMARY KEY (tag, placed_at, order_id)
);

CREATE FUNCTION keep_tags() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        DELETE FROM order_tag
        WHERE placed_at = OLD.placed_at AND order_id = OLD.id AND tag = ANY(OLD.tags) AND tag <> ALL(NEW.tags);
    END IF;
    INSERT INTO order_tag (tag, placed_at, order_id)
    SELECT DISTINCT tag, NEW.placed_at, NEW.id FROM unnest(NEW.tags) AS tag
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER orders_tagged_insert AFTER INSERT ON orders
    FOR EACH ROW WHEN (NEW.tags <> '{}') EXECUTE FUNCTION keep_tags();
CREATE TRIGGER orders_tagged_update AFTER UPDATE ON orders
    FOR EACH ROW WHEN (OLD.tags IS DISTINCT FROM NEW.tags) EXECUTE FUNCTION keep_tags();
INSERT INTO order_tag SELECT DISTINCT tag, placed_at, id FROM orders, unnest(tags) AS tag;
DROP INDEX orders_tags;

-- The beginning of a number may stand for a shop's every order: time and shop inside the index tell where those lie.
DROP INDEX orders_number;
CREATE UNIQUE INDEX orders_number ON orders (number text_pattern_ops) INCLUDE (placed_at, id, shop_id);
-- Held orders with the payment time inside the index, so that a range of it costs no heap visit.
DROP INDEX orders_held;
CREATE INDEX orders_held ON orders (placed_at, id, state, shop_id, warehouse_id, paid_at) WHERE hold_codes <> '{}';
CREATE INDEX orders_priority ON orders (placed_at, id, state, shop_id, warehouse_id) WHERE priority > 0;
-- Nearly always empty. It lets a range of payment times bound the walk: who paid until then was placed until then, or is in here.
CREATE INDEX orders_paid_early ON orders (paid_at, placed_at, id) WHERE paid_at < placed_at;

-- Orders of several warehouses by the set of their warehouses: order_count has them in one cell (-1), which a person
-- who may see some warehouses only can't count from.
-- owner: insight.rollups
CREATE TABLE order_split_count (
    shop_id int NOT NULL,
    warehouse_ids int[] NOT NULL,
    state text NOT NULL,
    held boolean NOT NULL,
    n bigint NOT NULL
);

-- Orders and money by shop and the hour in which they were placed. Appended by each statement, folded by a job.
-- owner: insight.rollups
CREATE TABLE order_hour (
    shop_id int NOT NULL,
    hour timestamptz NOT NULL,
    orders bigint NOT NULL,
    paid_minor bigint NOT NULL
);
CREATE INDEX order_hour_hour ON order_hour (hour);

-- Orders by the UTC day on which their last unit left, and by how long that took since payment.
-- owner: insight.rollups
CREATE TABLE order_cycle (
    day date NOT NULL,
    bucket smallint NOT NULL,                   -- round(8 * log2(1 + minutes)): neighbours differ by 9 %
    n bigint NOT NULL
);
CREATE INDEX order_cycle_day ON order_cycle (day);

CREATE FUNCTION cycle_bucket(paid_at timestamptz, shipped_at timestamptz) RETURNS smallint LANGUAGE sql IMMUTABLE AS $$
    -- date_part gives a float8: in numeric the same costs 6 ms for a batch of 500.
    SELECT least(round(8 / ln(2::float8) * ln(1 + greatest(date_part('epoch', shipped_at - paid_at) / 60, 0))), 300)::smallint
$$;

CREATE FUNCTION roll_orders_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Sums of what is and, taken off, of what was: rows that stay in their cell cancel out and write nothing.
    IF TG_OP = 'INSERT' THEN
        INSERT INTO order_hour
        SELECT shop_id, date_bin('1 hour', placed_at, 'epoch'), count(*), sum(paid_minor) FROM after_rows GROUP BY 1, 2;
        INSERT INTO order_cycle
        SELECT (shipped_at AT TIME ZONE 'UTC')::date, cycle_bucket(paid_at, shipped_at), count(*)
        FROM after_rows WHERE shipped_at IS NOT NULL AND paid_at IS NOT NULL GROUP BY 1, 2;
        INSERT INTO order_split_count
        SELECT shop_id, warehouse_ids, state, hold_codes <> '{}', count(*)
        FROM after_rows WHERE warehouse_id = -1 GROUP BY 1, 2, 3, 4;
        RETURN NULL;
    END IF;
    INSERT INTO order_hour
    SELECT shop_id, date_bin('1 hour', placed_at, 'epoch'), 0, sum(change)
    FROM (
        SELECT shop_id, placed_at, paid_minor AS change FROM after_rows
        UNION ALL
        SELECT shop_id, placed_at, -paid_minor FROM before_rows
    ) AS moved
    GROUP BY 1, 2
    HAVING sum(change) <> 0;
    INSERT INTO order_cycle
    SELECT (shipped_at AT TIME ZONE 'UTC')::date, cycle_bucket(paid_at, shipped_at), sum(change)
    FROM (
        SELECT paid_at, shipped_at, 1 AS change FROM after_rows WHERE shipped_at IS NOT NULL AND paid_at IS NOT NULL
        UNION ALL
        SELECT paid_at, shipped_at, -1 FROM before_rows WHERE shipped_at IS NOT NULL AND paid_at IS NOT NULL
    ) AS moved
    GROUP BY 1, 2
    HAVING sum(change) <> 0;
    INSERT INTO order_split_count
    SELECT shop_id, warehouse_ids, state, held, sum(change)
    FROM (
        SELECT shop_id, warehouse_ids, state, hold_codes <> '{}' AS held, 1 AS change FROM after_rows WHERE warehouse_id = -1
        UNION ALL
        SELECT shop_id, warehouse_ids, state, hold_codes <> '{}', -1 FROM before_rows WHERE warehouse_id = -1
    ) AS moved
    GROUP BY 1, 2, 3, 4
    HAVING sum(change) <> 0;
    RETURN NULL;
END $$;
CREATE TRIGGER orders_rolled_insert AFTER INSERT ON orders
    REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION roll_orders_up();
CREATE TRIGGER orders_rolled_update AFTER UPDATE ON orders
    REFERENCING NEW TABLE AS after_rows OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION roll_orders_up();

INSERT INTO order_hour
SELECT shop_id, date_bin('1 hour', placed_at, 'epoch'), count(*), sum(paid_minor) FROM orders GROUP BY 1, 2;
INSERT INTO order_cycle
SELECT (shipped_at AT TIME ZONE 'UTC')::date, cycle_bucket(paid_at, shipped_at), count(*)
FROM orders WHERE shipped_at IS NOT NULL AND paid_at IS NOT NULL GROUP BY 1, 2;
INSERT INTO order_split_count
SELECT shop_id, warehouse_ids, state, hold_codes <> '{}', count(*)
FROM orders WHERE warehouse_id = -1 GROUP BY 1, 2, 3, 4;
