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
-- A request or a run wakes whoever follows it, and whoever follows its incident.
CREATE OR REPLACE FUNCTION control.notify_with_incident() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify(TG_ARGV[0], NEW.id::text);
    IF NEW.incident_id IS NOT NULL THEN
        PERFORM pg_notify(TG_ARGV[0], NEW.incident_id::text);
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER notify_approval AFTER INSERT OR UPDATE ON control.approval_request
    FOR EACH ROW EXECUTE FUNCTION control.notify_with_incident('control_approval');
CREATE OR REPLACE TRIGGER notify_execution AFTER INSERT ON control.execution
    FOR EACH ROW EXECUTE FUNCTION control.notify_with_incident('control_execution');
-- A renewed lease is no news.
CREATE OR REPLACE TRIGGER notify_execution_moved AFTER UPDATE ON control.execution
    FOR EACH ROW WHEN (OLD.revision IS DISTINCT FROM NEW.revision OR OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION control.notify_with_incident('control_execution');
CREATE OR REPLACE FUNCTION control.notify_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('control_approval', NEW.incident_id::text);
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER notify_proposal AFTER INSERT ON control.action_proposal
    FOR EACH ROW EXECUTE FUNCTION control.notify_proposal();
