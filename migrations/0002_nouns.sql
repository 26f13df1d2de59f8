-- The nouns: shops, network, catalog, orders, contacts, inventory, fulfillment, inbox.
-- Hot tables carry no foreign keys: a check per row would cost more than the row, and `danshu verify` proves the same.

-- owner: domain.shops
CREATE TABLE shop (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name text NOT NULL,
    channel text NOT NULL,
    abbr text NOT NULL,                         -- first letters of internal order numbers
    currency text NOT NULL DEFAULT 'CNY',
    zone text NOT NULL DEFAULT 'Asia/Shanghai',
    reserve_at text NOT NULL DEFAULT 'placed' CHECK (reserve_at IN ('placed', 'paid', 'review')),
    owns_payment boolean NOT NULL DEFAULT false, -- only then may Danshu let an unpaid order expire
    unpaid_minutes int NOT NULL DEFAULT 30 CHECK (unpaid_minutes BETWEEN 5 AND 1440),
    active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL
);

-- owner: domain.network
CREATE TABLE warehouse (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name text NOT NULL,
    province text NOT NULL,
    city text NOT NULL,
    longitude double precision NOT NULL,
    latitude double precision NOT NULL,
    cutoff text NOT NULL DEFAULT '16:00' CHECK (cutoff ~ '^([01]\d|2[0-3]):[0-5]\d$'),
    workdays text NOT NULL DEFAULT '1111110' CHECK (workdays ~ '^[01]{7}$' AND workdays <> '0000000'), -- Monday first
    active boolean NOT NULL DEFAULT true
);

-- owner: domain.network
CREATE TABLE warehouse_region (
    warehouse_id int NOT NULL REFERENCES warehouse,
    province text NOT NULL,
    rank smallint NOT NULL,                     -- 1 = first choice for this province
    PRIMARY KEY (warehouse_id, province)
);

-- owner: domain.network
CREATE TABLE promise_zone (
    code text PRIMARY KEY,
    title_zh text NOT NULL,
    title_en text NOT NULL,
    hours int NOT NULL CHECK (hours BETWEEN 1 AND 2000),
    provinces text[] NOT NULL,                  -- empty = every province that no other zone names
    position int NOT NULL
);

-- owner: domain.network
CREATE TABLE calendar_day (
    day date PRIMARY KEY,
    works boolean NOT NULL,                     -- false = holiday, true = extra workday (调休)
    title text NOT NULL DEFAULT ''
);

-- owner: domain.catalog
CREATE TABLE sku (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name text NOT NULL,
    attributes jsonb NOT NULL DEFAULT '{}',
    barcode text,
    weight_g int NOT NULL DEFAULT 0 CHECK (weight_g >= 0),
    is_bundle boolean NOT NULL DEFAULT false,
    cost_minor bigint,
    low_stock_qty int NOT NULL DEFAULT 0 CHECK (low_stock_qty >= 0),
    active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL
);
CREATE INDEX sku_barcode ON sku (barcode) WHERE barcode IS NOT NULL;

-- owner: domain.catalog
CREATE TABLE bundle_component (
    bundle_id int NOT NULL REFERENCES sku,
    sku_id int NOT NULL REFERENCES sku,
    qty int NOT NULL CHECK (qty > 0),
    price_weight bigint NOT NULL DEFAULT 1 CHECK (price_weight >= 0), -- the component's share of the bundle's price
    PRIMARY KEY (bundle_id, sku_id)
);

-- owner: domain.catalog
CREATE TABLE listing (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    shop_id int NOT NULL REFERENCES shop,
    item_code text NOT NULL,                    -- the merchant's code on the channel, or the channel's own id
    title text NOT NULL,
    sku_id int REFERENCES sku,                  -- NULL = not yet matched: lines with it hold their order
    seen_at timestamptz NOT NULL,
    UNIQUE (shop_id, item_code)
);
CREATE INDEX listing_unmatched ON listing (shop_id, id) WHERE sku_id IS NULL;

-- owner: domain.orders
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    number text NOT NULL,
    shop_id int NOT NULL,
    state text NOT NULL,
    stage text NOT NULL,                        -- the stage of the journey that the order waits in
    run_at timestamptz,                         -- when the runner takes it up; NULL = it waits for somebody
    version int NOT NULL,
    payment text NOT NULL,                      -- unpaid, deposit, paid, refunded
    currency text NOT NULL,
    goods_minor bigint NOT NULL,
    discount_minor bigint NOT NULL,
    freight_minor bigint NOT NULL,
    tax_minor bigint NOT NULL,
    total_minor bigint NOT NULL,
    paid_minor bigint NOT NULL,
    refunded_minor bigint NOT NULL,
    placed_at timestamptz NOT NULL,
    paid_at timestamptz,
    promise_at timestamptz,
    expires_at timestamptz,                     -- unpaid orders of shops whose payment we own
    released_at timestamptz,
    picking_at timestamptz,
    shipped_at timestamptz,
    delivered_at timestamptz,
    completed_at timestamptz,
    closed_at timestamptz,
    close_reason text,
    hold_codes text[] NOT NULL,                 -- the open holds, for lists; order_hold has their story
    tags text[] NOT NULL,
    priority smallint NOT NULL,
    warehouse_id int NOT NULL,                  -- 0 = none yet, -1 = several (see warehouse_ids)
    warehouse_ids int[] NOT NULL,
    country text NOT NULL,
    province text,
    city text,
    district text,
    longitude real,
    latitude real,
    receiver_masked text,
    phone_masked text,
    buyer_masked text,
    buyer_key bigint,                           -- blind index of the channel's buyer: the same buyer of the same shop
    note_marks smallint NOT NULL,               -- 1 = buyer's note, 2 = seller's note, 4 = internal note
    line_count smallint NOT NULL,
    unit_qty int NOT NULL,                      -- stock units to ship in all, cancelled ones left out
    shipped_qty int NOT NULL,
    sub_source text,
    related jsonb,                              -- {"split_from": id, "merged_into": id, "clone_of": id}
    last_step text NOT NULL,
    last_step_at timestamptz NOT NULL
) WITH (fillfactor = 85);
CREATE UNIQUE INDEX orders_number ON orders (number text_pattern_ops);
-- The walk: newest first, with what most filters ask inside the index, so that skipping a row costs no heap visit.
CREATE INDEX orders_newest ON orders (placed_at, id, state, shop_id, warehouse_id, paid_at);
-- The cells: any mix of shop, warehouse and state is a merge of a few runs of this index (order_count names them).
CREATE INDEX orders_cell ON orders (shop_id, warehouse_id, state, placed_at, id);
CREATE INDEX orders_state ON orders (state, placed_at, id);
CREATE INDEX orders_paid ON orders (paid_at, id) WHERE paid_at IS NOT NULL;
CREATE INDEX orders_held ON orders (placed_at, id, state, shop_id, warehouse_id) WHERE hold_codes <> '{}';
CREATE INDEX orders_open ON orders (promise_at, placed_at, id, state, shop_id, warehouse_id)
    WHERE promise_at IS NOT NULL AND state IN ('paid', 'in_review', 'picking');
CREATE INDEX orders_due ON orders (run_at, priority DESC, id) WHERE run_at IS NOT NULL;
CREATE INDEX orders_buyer ON orders (buyer_key, placed_at) WHERE buyer_key IS NOT NULL;
CREATE INDEX orders_tags ON orders USING gin (tags) WHERE tags <> '{}';

-- Counts of every cell, kept by the statement that changes an order; folded now and then.
-- owner: domain.orders
CREATE TABLE order_count (
    shop_id int NOT NULL,
    warehouse_id int NOT NULL,
    state text NOT NULL,
    held boolean NOT NULL,
    n bigint NOT NULL
);

CREATE FUNCTION count_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- A trigger, because a counter that each writer must remember to keep is a counter that drifts.
    IF TG_OP = 'INSERT' THEN
        INSERT INTO order_count
        SELECT shop_id, warehouse_id, state, hold_codes <> '{}', count(*) FROM after_rows GROUP BY 1, 2, 3, 4;
    ELSE
        INSERT INTO order_count
        SELECT shop_id, warehouse_id, state, held, sum(n)
        FROM (
            SELECT shop_id, warehouse_id, state, hold_codes <> '{}' AS held, 1 AS n FROM after_rows
            UNION ALL
            SELECT shop_id, warehouse_id, state, hold_codes <> '{}', -1 FROM before_rows
        ) AS change
        GROUP BY 1, 2, 3, 4
        HAVING sum(n) <> 0;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER orders_counted_insert AFTER INSERT ON orders
    REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION count_orders();
CREATE TRIGGER orders_counted_update AFTER UPDATE ON orders
    REFERENCING NEW TABLE AS after_rows OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION count_orders();

-- owner: domain.orders
CREATE TABLE order_line (
    order_id bigint NOT NULL,
    line_no smallint NOT NULL,
    kind smallint NOT NULL,                     -- 0 = stock unit line, 1 = bundle as sold, 2 = component of a bundle
    parent_line_no smallint,
    sku_id int,                                 -- NULL = not matched yet
    source_line_no text,
    item_code text,
    title text NOT NULL,
    attributes text,
    qty int NOT NULL,
    cancelled_qty int NOT NULL,
    reserved_qty int NOT NULL,                  -- claimed from ATP and not yet shipped
    allocated_qty int NOT NULL,                 -- of these, claimed on hand at a node
    released_qty int NOT NULL,                  -- handed to warehouses, shipped ones included
    picking_qty int NOT NULL,
    shipped_qty int NOT NULL,
    delivered_qty int NOT NULL,
    returned_qty int NOT NULL,
    unit_price_e4 bigint NOT NULL,
    goods_minor bigint NOT NULL,
    discount_minor bigint NOT NULL,
    paid_minor bigint NOT NULL,                 -- fixed at order time: the refundable cents of all units
    refunded_minor bigint NOT NULL,
    is_gift boolean NOT NULL,
    placed_at timestamptz NOT NULL,
    reserved_at timestamptz,
    PRIMARY KEY (order_id, line_no)
) WITH (fillfactor = 90);
CREATE INDEX order_line_sku ON order_line (sku_id, placed_at, order_id) WHERE sku_id IS NOT NULL;
CREATE INDEX order_line_holders ON order_line (sku_id, order_id) WHERE reserved_qty > 0;
CREATE INDEX order_line_unmatched ON order_line (item_code, order_id) WHERE sku_id IS NULL;

-- Several source numbers may belong to one order; nothing downstream depends on a platform's format.
-- owner: domain.orders
CREATE TABLE order_source (
    source_no text NOT NULL,
    shop_id int NOT NULL,
    order_id bigint NOT NULL,
    status text NOT NULL,
    modified_at timestamptz,
    message_hash bytea NOT NULL
);
CREATE UNIQUE INDEX order_source_key ON order_source (source_no text_pattern_ops, shop_id);
CREATE INDEX order_source_order ON order_source (order_id);

-- owner: domain.orders
CREATE TABLE order_hold (
    order_id bigint NOT NULL,
    code text NOT NULL,
    at timestamptz NOT NULL,
    source text NOT NULL,                       -- stage:screening, user:3, rule:12, channel
    reason text NOT NULL,
    released_at timestamptz,
    released_by text
);
CREATE INDEX order_hold_order ON order_hold (order_id, at);
CREATE UNIQUE INDEX order_hold_once ON order_hold (order_id, code) WHERE released_at IS NULL;
CREATE INDEX order_hold_open ON order_hold (code, order_id) WHERE released_at IS NULL;

-- owner: domain.orders
CREATE TABLE order_note (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id bigint NOT NULL,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    text text NOT NULL
);
CREATE INDEX order_note_order ON order_note (order_id);

-- Lines taken back by credit notes of sources that do not name the order.
-- owner: domain.orders
CREATE TABLE order_credit (
    id bigint NOT NULL,
    shop_id int NOT NULL,
    source_no text NOT NULL,
    position int NOT NULL,
    at timestamptz NOT NULL,
    order_id bigint,                            -- NULL = no earlier line of this buyer and code was found
    line_no smallint,
    item_code text,
    title text NOT NULL,
    qty int NOT NULL,
    unit_price_e4 bigint NOT NULL,
    amount_minor bigint NOT NULL,
    currency text NOT NULL,
    PRIMARY KEY (shop_id, source_no, position)
);
CREATE INDEX order_credit_order ON order_credit (order_id) WHERE order_id IS NOT NULL;

-- The vault: who gets the parcel, encrypted, with blind indexes to search by.
-- owner: domain.customers
CREATE TABLE contact (
    order_id bigint PRIMARY KEY,
    placed_at timestamptz NOT NULL,
    sealed bytea,                               -- NULL after erasure
    name_hash bigint,
    phone_hash bigint,
    phone_tail text
);
CREATE INDEX contact_phone_tail ON contact (phone_tail, placed_at, order_id) WHERE phone_tail IS NOT NULL;
CREATE INDEX contact_name ON contact (name_hash, placed_at, order_id) WHERE name_hash IS NOT NULL;
CREATE INDEX contact_phone ON contact (phone_hash, placed_at, order_id) WHERE phone_hash IS NOT NULL;

-- owner: domain.inventory
CREATE TABLE stock_pool (
    sku_id int PRIMARY KEY,
    on_hand_qty bigint NOT NULL DEFAULT 0 CHECK (on_hand_qty >= 0),
    to_ship_qty bigint NOT NULL DEFAULT 0 CHECK (to_ship_qty >= 0),
    unpaid_qty bigint NOT NULL DEFAULT 0 CHECK (unpaid_qty >= 0),
    frozen_qty bigint NOT NULL DEFAULT 0 CHECK (frozen_qty >= 0),
    returning_qty bigint NOT NULL DEFAULT 0 CHECK (returning_qty >= 0),
    counts_returning boolean NOT NULL DEFAULT false, -- whether returns in transit may be sold
    CONSTRAINT never_oversold CHECK (
        on_hand_qty - to_ship_qty - unpaid_qty - frozen_qty
        + CASE WHEN counts_returning THEN returning_qty ELSE 0 END >= 0)
) WITH (fillfactor = 50);

-- owner: domain.inventory
CREATE TABLE stock_node (
    sku_id int NOT NULL,
    warehouse_id int NOT NULL,
    on_hand_qty bigint NOT NULL DEFAULT 0 CHECK (on_hand_qty >= 0),
    allocated_qty bigint NOT NULL DEFAULT 0 CHECK (allocated_qty >= 0),
    frozen_qty bigint NOT NULL DEFAULT 0 CHECK (frozen_qty >= 0),
    PRIMARY KEY (sku_id, warehouse_id),
    CONSTRAINT claims_are_on_hand CHECK (allocated_qty + frozen_qty <= on_hand_qty)
) WITH (fillfactor = 50);

-- owner: domain.inventory
CREATE TABLE stock_ledger (
    id bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    sku_id int NOT NULL,
    warehouse_id int NOT NULL,                  -- 0 = the pool: a claim that has no place yet
    kind text NOT NULL,
    on_hand int NOT NULL,
    to_ship int NOT NULL,
    unpaid int NOT NULL,
    allocated int NOT NULL,
    frozen int NOT NULL,
    returning_in int NOT NULL,
    order_id bigint,
    line_no smallint,
    actor text NOT NULL,
    reason text
);
CREATE INDEX stock_ledger_sku ON stock_ledger (sku_id, id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the stock ledger is append-only: write a compensating entry instead';
END $$;
CREATE TRIGGER stock_ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON stock_ledger
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- SKUs that became available: the runner wakes the orders that wait for them.
-- owner: domain.inventory
CREATE TABLE stock_arrival (
    sku_id int NOT NULL,
    at timestamptz NOT NULL
);

-- owner: domain.fulfillment
CREATE TABLE fulfillment_order (
    id bigint PRIMARY KEY,
    order_id bigint NOT NULL,
    warehouse_id int NOT NULL,
    state text NOT NULL CHECK (state IN ('planned', 'released', 'picking', 'shipped', 'cancelled')),
    planned_at timestamptz NOT NULL,
    released_at timestamptz,
    picking_at timestamptz,
    shipped_at timestamptz,
    cancelled_at timestamptz
);
CREATE INDEX fulfillment_order_order ON fulfillment_order (order_id);
CREATE INDEX fulfillment_order_work ON fulfillment_order (warehouse_id, state, id) WHERE state IN ('planned', 'released', 'picking');

-- owner: domain.fulfillment
CREATE TABLE fulfillment_line (
    fulfillment_id bigint NOT NULL,
    line_no smallint NOT NULL,
    order_id bigint NOT NULL,
    sku_id int NOT NULL,
    qty int NOT NULL,                           -- what is still meant to leave from here, shipped included
    shipped_qty int NOT NULL,
    PRIMARY KEY (fulfillment_id, line_no)
);

-- owner: domain.fulfillment
CREATE TABLE parcel (
    id bigint PRIMARY KEY,
    order_id bigint NOT NULL,
    fulfillment_id bigint,                      -- NULL = shipped outside Danshu
    courier text,
    tracking_no text NOT NULL,
    shipped_at timestamptz NOT NULL,
    delivered_at timestamptz
);
CREATE INDEX parcel_tracking ON parcel (tracking_no text_pattern_ops);
CREATE INDEX parcel_order ON parcel (order_id);

-- owner: domain.fulfillment
CREATE TABLE parcel_line (
    parcel_id bigint NOT NULL,
    line_no smallint NOT NULL,
    qty int NOT NULL,
    PRIMARY KEY (parcel_id, line_no)
);

-- owner: domain.inbox
CREATE TABLE inbox (
    id bigint PRIMARY KEY,
    shop_id int NOT NULL,
    source_no text NOT NULL,
    received_at timestamptz NOT NULL,
    run_at timestamptz NOT NULL,
    origin text NOT NULL,                       -- api, import:<id>, replay:<quarantine id>
    history boolean NOT NULL,                   -- stored in its final state: reserves, holds, promises and sends nothing
    body bytea NOT NULL                         -- the message, compressed and sealed
);
CREATE INDEX inbox_due ON inbox (run_at, id);

-- owner: domain.inbox
CREATE TABLE raw_payload (
    id bigint PRIMARY KEY,
    order_id bigint NOT NULL,
    received_at timestamptz NOT NULL,
    origin text NOT NULL,
    body bytea NOT NULL
);
CREATE INDEX raw_payload_order ON raw_payload (order_id, id);

-- owner: domain.inbox
CREATE TABLE quarantine (
    id bigint PRIMARY KEY,
    at timestamptz NOT NULL,
    origin text NOT NULL,
    history boolean NOT NULL,
    shop_id int,
    source_no text,
    row_no int,
    row_count int NOT NULL DEFAULT 1,
    code text NOT NULL,
    what_zh text NOT NULL,
    what_en text NOT NULL,
    mend_zh text NOT NULL,
    mend_en text NOT NULL,
    body bytea NOT NULL,                        -- what came in, compressed and sealed
    state text NOT NULL CHECK (state IN ('open', 'replayed', 'discarded')),
    attempts int NOT NULL,
    resolved_at timestamptz,
    resolved_by text,
    resolution text
);
CREATE INDEX quarantine_open ON quarantine (id) WHERE state = 'open';
CREATE INDEX quarantine_origin ON quarantine (origin, id);

CREATE TRIGGER shop_is_reference AFTER INSERT OR UPDATE OR DELETE ON shop
    FOR EACH STATEMENT EXECUTE FUNCTION bump_reference();
CREATE TRIGGER warehouse_is_reference AFTER INSERT OR UPDATE OR DELETE ON warehouse
    FOR EACH STATEMENT EXECUTE FUNCTION bump_reference();
CREATE TRIGGER warehouse_region_is_reference AFTER INSERT OR UPDATE OR DELETE ON warehouse_region
    FOR EACH STATEMENT EXECUTE FUNCTION bump_reference();
CREATE TRIGGER promise_zone_is_reference AFTER INSERT OR UPDATE OR DELETE ON promise_zone
    FOR EACH STATEMENT EXECUTE FUNCTION bump_reference();
CREATE TRIGGER calendar_day_is_reference AFTER INSERT OR UPDATE OR DELETE ON calendar_day
    FOR EACH STATEMENT EXECUTE FUNCTION bump_reference();
