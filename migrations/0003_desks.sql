-- Imports, and the runner's own memory.

-- owner: desks.importing
CREATE TABLE import_job (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    file_name text NOT NULL,
    file_hash bytea NOT NULL,
    file_path text,                             -- NULL once read: the rows live on as orders and quarantine
    format text NOT NULL,
    shop_id int NOT NULL,
    history boolean NOT NULL,
    dry_run boolean NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'reading', 'storing', 'done', 'failed')),
    bytes_total bigint NOT NULL,
    bytes_read bigint NOT NULL DEFAULT 0,
    lines_read int NOT NULL DEFAULT 0,
    messages int NOT NULL DEFAULT 0,
    lines_refused int NOT NULL DEFAULT 0,
    warnings int NOT NULL DEFAULT 0,
    error jsonb,
    actor text NOT NULL,
    created_at timestamptz NOT NULL,
    beat_at timestamptz,
    finished_at timestamptz
);

-- What the journey made of an import's messages; one row for each batch, summed when shown.
-- owner: domain.inbox
CREATE TABLE import_tally (
    import_id bigint NOT NULL,
    orders int NOT NULL,
    credits int NOT NULL,
    duplicates int NOT NULL,
    lines_stored int NOT NULL,
    lines_quarantined int NOT NULL,
    net_minor bigint NOT NULL,
    messages int NOT NULL
);
CREATE INDEX import_tally_job ON import_tally (import_id);

-- owner: desks.importing
CREATE TABLE import_error (
    import_id bigint NOT NULL REFERENCES import_job,
    row_no int NOT NULL,
    position int NOT NULL,
    column_name text,
    value text,
    severity text NOT NULL CHECK (severity IN ('error', 'warning')),
    code text NOT NULL,
    what_zh text NOT NULL,
    what_en text NOT NULL,
    mend_zh text NOT NULL,
    mend_en text NOT NULL,
    PRIMARY KEY (import_id, position)
);

-- owner: pipeline
CREATE TABLE stage_state (
    stage text PRIMARY KEY,
    paused_at timestamptz,
    reason text
);

-- owner: pipeline
CREATE TABLE stage_outcome (
    stage text NOT NULL,
    at timestamptz NOT NULL,
    handled int NOT NULL,
    poisoned int NOT NULL
);
CREATE INDEX stage_outcome_recent ON stage_outcome (stage, at);

-- owner: pipeline
CREATE TABLE worker_beat (
    worker text PRIMARY KEY,
    started_at timestamptz NOT NULL,
    beat_at timestamptz NOT NULL,
    handled bigint NOT NULL
);
