-- A postmortem that is drafted, edited or published wakes whoever looks at it.
CREATE OR REPLACE FUNCTION control.notify_postmortem() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('control_postmortem', NEW.id::text);
    PERFORM pg_notify('control_postmortem', NEW.incident_id::text);
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER notify_postmortem AFTER INSERT OR UPDATE ON control.postmortem
    FOR EACH ROW EXECUTE FUNCTION control.notify_postmortem();
