-- Notifications wake workers and live pages; they carry at most an id, and the rows are the truth.
CREATE OR REPLACE FUNCTION control.notify_statement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify(TG_ARGV[0], '');
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION control.notify_incident() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('control_incident', NEW.id::text);
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION control.notify_diagnosis() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('control_diagnosis', NEW.id::text);
    IF NEW.session_id IS NOT NULL THEN
        PERFORM pg_notify('control_diagnosis', NEW.session_id::text);
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER notify_outbox AFTER INSERT ON control.outbox_message
    FOR EACH STATEMENT EXECUTE FUNCTION control.notify_statement('control_outbox');
CREATE OR REPLACE TRIGGER notify_incident AFTER INSERT OR UPDATE ON control.incident
    FOR EACH ROW EXECUTE FUNCTION control.notify_incident();
CREATE OR REPLACE TRIGGER notify_diagnosis AFTER INSERT OR UPDATE ON control.diagnosis
    FOR EACH ROW EXECUTE FUNCTION control.notify_diagnosis();
