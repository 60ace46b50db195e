-- Rules and deployments wake whoever delivers or shows them. Delivery's own notes on a rule wake nobody.
CREATE OR REPLACE TRIGGER notify_defined AFTER INSERT OR DELETE ON control.alert_rule
    FOR EACH STATEMENT EXECUTE FUNCTION control.notify_statement('control_alert_rule');
CREATE OR REPLACE TRIGGER notify_redefined AFTER UPDATE OF name, group_name, expression, further, for_seconds, interval_seconds, severity, labels, annotations, enabled ON control.alert_rule
    FOR EACH STATEMENT EXECUTE FUNCTION control.notify_statement('control_alert_rule');
CREATE OR REPLACE TRIGGER notify_reported AFTER INSERT ON control.deployment
    FOR EACH STATEMENT EXECUTE FUNCTION control.notify_statement('control_deployment');
