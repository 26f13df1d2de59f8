-- What everything stands on: installation, accounts, settings, audit, events, action runs.

-- owner: ground.events
CREATE TABLE installation (
    id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
    epoch int NOT NULL DEFAULT 1,               -- raised by every restore: event cursors order by (epoch, xid, id)
    outward_paused boolean NOT NULL DEFAULT false, -- after a restore nothing is sent out until channels are resynced
    created_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO installation DEFAULT VALUES;

-- One sequence for orders, fulfillment orders, parcels, credits and messages; each value is a block of 1,000 ids, gaps are allowed.
CREATE SEQUENCE record_id AS bigint START 1000000 INCREMENT 1000;

-- owner: ground.events
CREATE TABLE event (
    id bigint GENERATED ALWAYS AS IDENTITY,
    epoch int NOT NULL,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at timestamptz NOT NULL,
    order_id bigint,                            -- NULL for events that belong to no order
    actor text NOT NULL,                        -- system, channel, user:3, api:5, rule:12
    steps jsonb NOT NULL,                       -- all that happened to this order in this transaction, in order
    PRIMARY KEY (epoch, xid, id)
);
CREATE INDEX event_order ON event (order_id, id) WHERE order_id IS NOT NULL;

-- owner: ground.events
CREATE TABLE decision_record (
    order_id bigint NOT NULL,
    at timestamptz NOT NULL,
    body bytea NOT NULL                         -- zstd JSON: every automatic decision of one pass over the order
);
CREATE INDEX decision_record_order ON decision_record (order_id, at);

-- owner: ground.settings
CREATE TABLE setting (
    key text PRIMARY KEY,
    value jsonb NOT NULL,
    version int NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL,
    updated_by text NOT NULL
);

-- owner: ground.accounts
CREATE TABLE app_role (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    permissions text[] NOT NULL,
    built_in boolean NOT NULL DEFAULT false
);

-- owner: ground.accounts
CREATE TABLE app_user (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    login text NOT NULL UNIQUE,
    name text NOT NULL,
    password_hash text NOT NULL,
    role_ids int[] NOT NULL,
    warehouse_ids int[],                        -- NULL = every warehouse; else the rows that this person may see
    locale text NOT NULL DEFAULT 'zh-CN',
    active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL
);

-- owner: ground.accounts
CREATE TABLE login_session (
    token_hash bytea PRIMARY KEY,
    user_id int NOT NULL REFERENCES app_user,
    csrf_token text NOT NULL,
    created_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    address text,
    agent text
);
CREATE INDEX login_session_user ON login_session (user_id);

-- owner: ground.accounts
CREATE TABLE login_failure (
    subject text NOT NULL,                      -- login:<name> or address:<ip>
    at timestamptz NOT NULL
);
CREATE INDEX login_failure_subject ON login_failure (subject, at);

-- owner: ground.accounts
CREATE TABLE api_key (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    prefix text NOT NULL,
    key_hash bytea NOT NULL UNIQUE,
    scopes text[] NOT NULL,
    warehouse_ids int[],
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    used_at timestamptz,
    revoked_at timestamptz
);

-- owner: ground.accounts
CREATE TABLE saved_view (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id int NOT NULL REFERENCES app_user,
    name text NOT NULL,
    filter jsonb NOT NULL,
    columns jsonb NOT NULL,
    shared boolean NOT NULL DEFAULT false,
    position int NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL
);
CREATE INDEX saved_view_user ON saved_view (user_id);

-- owner: ground.audit
CREATE TABLE audit_log (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    subject text NOT NULL,
    detail jsonb NOT NULL DEFAULT '{}',
    address text
);
CREATE INDEX audit_log_subject ON audit_log (subject, id);

-- owner: ground.actions
CREATE TABLE action_run (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    action text NOT NULL,
    actor text NOT NULL,
    permissions text[] NOT NULL,                -- what the caller could do when it was asked for; checked again at each batch
    warehouse_ids int[],
    params jsonb NOT NULL,
    state text NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed')),
    total int NOT NULL,
    done int NOT NULL DEFAULT 0,
    undo_of bigint REFERENCES action_run,
    error text,
    created_at timestamptz NOT NULL,
    finished_at timestamptz
);
CREATE INDEX action_run_waiting ON action_run (id) WHERE state IN ('queued', 'running');
CREATE INDEX action_run_undo ON action_run (undo_of) WHERE undo_of IS NOT NULL;
CREATE INDEX action_run_actor ON action_run (actor, id);

-- owner: ground.actions
CREATE TABLE action_item (
    run_id bigint NOT NULL REFERENCES action_run,
    position int NOT NULL,
    order_id bigint NOT NULL,
    version int,                                -- what the caller saw; NULL = whatever it is now
    outcome text CHECK (outcome IN ('ok', 'refused', 'conflict', 'failed', 'no_change')), -- NULL = still to do
    code text,
    version_after int,
    undo jsonb,
    PRIMARY KEY (run_id, position)
);
CREATE INDEX action_item_to_do ON action_item (run_id, position) WHERE outcome IS NULL;

-- owner: ground.actions
CREATE TABLE idempotency_key (
    caller text NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    status int,                                 -- NULL while the first request is still at work
    body bytea,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (caller, key)
);
CREATE INDEX idempotency_key_age ON idempotency_key (created_at);

-- Reference data changes seldom: one number tells every pass whether its copy is still true.
ALTER TABLE installation ADD COLUMN reference_version bigint NOT NULL DEFAULT 1;
CREATE FUNCTION bump_reference() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE installation SET reference_version = reference_version + 1;
    RETURN NULL;
END $$;
CREATE TRIGGER setting_is_reference AFTER INSERT OR UPDATE OR DELETE ON setting
    FOR EACH STATEMENT EXECUTE FUNCTION bump_reference();
