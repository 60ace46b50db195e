-- Append-only rows are partitioned by month: retention drops a partition instead of deleting rows.
CREATE TABLE IF NOT EXISTS control.alert_event (
    id uuid NOT NULL,
    at timestamptz NOT NULL,
    alert_id uuid NOT NULL,
    kind varchar(32) NOT NULL,
    details jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (at, id)
) PARTITION BY RANGE (at);
CREATE INDEX IF NOT EXISTS ix_alert_event_alert_id ON control.alert_event (alert_id, at);

CREATE TABLE IF NOT EXISTS control.audit_entry (
    id uuid NOT NULL,
    at timestamptz NOT NULL,
    actor varchar(200) NOT NULL,
    actor_kind varchar(32) NOT NULL,
    action varchar(100) NOT NULL,
    target_type varchar(64) NOT NULL,
    target_id varchar(200),
    service varchar(128),
    resource_id uuid,
    outcome varchar(32) NOT NULL,
    details jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (at, id)
) PARTITION BY RANGE (at);
CREATE INDEX IF NOT EXISTS ix_audit_entry_service ON control.audit_entry (service, at) WHERE service IS NOT NULL;
CREATE INDEX IF NOT EXISTS ix_audit_entry_resource_id ON control.audit_entry (resource_id, at) WHERE resource_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS ix_audit_entry_actor ON control.audit_entry (actor, at);
CREATE INDEX IF NOT EXISTS ix_audit_entry_action ON control.audit_entry (action, at);

-- Called daily by the service, which may not define data itself: makes the months ahead and drops those past retention.
CREATE OR REPLACE FUNCTION control.maintain_partitions(p_table text, p_keep interval)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    month_start timestamptz;
    month_end timestamptz;
    partition_name text;
    old record;
BEGIN
    IF p_table NOT IN ('alert_event', 'audit_entry') THEN
        RAISE EXCEPTION 'no partitions are kept for %', p_table;
    END IF;
    IF p_keep < interval '1 month' THEN
        RAISE EXCEPTION 'retention of less than a month is refused';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('control.' || p_table, 0));
    FOR ahead IN -1..3 LOOP
        month_start := date_trunc('month', (now() AT TIME ZONE 'UTC') + make_interval(months => ahead)) AT TIME ZONE 'UTC';
        month_end := (date_trunc('month', (now() AT TIME ZONE 'UTC') + make_interval(months => ahead)) + interval '1 month') AT TIME ZONE 'UTC';
        partition_name := p_table || '_' || to_char(month_start AT TIME ZONE 'UTC', 'YYYYMM');
        IF to_regclass('control.' || partition_name) IS NULL THEN
            EXECUTE format('CREATE TABLE control.%I PARTITION OF control.%I FOR VALUES FROM (%L) TO (%L)', partition_name, p_table, month_start, month_end);
        END IF;
    END LOOP;
    FOR old IN
        SELECT child.relname
        FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
        WHERE inhparent = ('control.' || p_table)::regclass
          AND child.relname ~ ('^' || p_table || '_\d{6}$')
          AND child.relname < p_table || '_' || to_char((now() - p_keep) AT TIME ZONE 'UTC', 'YYYYMM')
    LOOP
        EXECUTE format('DROP TABLE control.%I', old.relname);
    END LOOP;
END $$;
REVOKE ALL ON FUNCTION control.maintain_partitions(text, interval) FROM PUBLIC;

-- Rows with a time outside the months that exist are kept here rather than refused.
CREATE TABLE IF NOT EXISTS control.alert_event_other PARTITION OF control.alert_event DEFAULT;
CREATE TABLE IF NOT EXISTS control.audit_entry_other PARTITION OF control.audit_entry DEFAULT;
-- The months that are needed now. Dropping is for the service, which knows the retention that was set, and drops only audit rows that are sealed.
SELECT control.maintain_partitions('alert_event', interval '100 years');
SELECT control.maintain_partitions('audit_entry', interval '100 years');

-- The seals over audit rows: a segment is a batch that was sealed at once, all of one partition; its header outlives its rows.
CREATE TABLE IF NOT EXISTS control.audit_segment (
    number bigint PRIMARY KEY,
    first_sequence bigint NOT NULL,
    count integer NOT NULL,
    partition varchar(64) NOT NULL,
    last_at timestamptz NOT NULL,
    sealed_at timestamptz NOT NULL,
    previous bytea NOT NULL,
    seal bytea NOT NULL,
    mac bytea NOT NULL,
    dropped_at timestamptz,
    dropped_mac bytea
);
CREATE TABLE IF NOT EXISTS control.audit_seal (
    sequence bigint PRIMARY KEY,
    at timestamptz NOT NULL,
    id uuid NOT NULL,
    seal bytea NOT NULL,
    UNIQUE (at, id)
);
