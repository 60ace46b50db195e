-- A silence that begins, changes or ends has alerts looked at again. The count of what it held back wakes nobody.
CREATE OR REPLACE TRIGGER notify_created AFTER INSERT OR DELETE ON control.silence
    FOR EACH STATEMENT EXECUTE FUNCTION control.notify_statement('control_silence');
CREATE OR REPLACE TRIGGER notify_changed AFTER UPDATE OF ends_at, ended_at ON control.silence
    FOR EACH STATEMENT EXECUTE FUNCTION control.notify_statement('control_silence');
