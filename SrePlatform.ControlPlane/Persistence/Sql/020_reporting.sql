-- What dashboards may read: counts and times, nothing secret.
CREATE SCHEMA IF NOT EXISTS reporting;
CREATE OR REPLACE VIEW reporting.incident_v1 AS
SELECT number, title, state, severity, priority, services, opened_at, acknowledged_at, resolved_at, closed_at, generation
FROM control.incident;
CREATE OR REPLACE VIEW reporting.alert_v1 AS
SELECT rule, status, severity, service, resource, team, env, starts_at, ends_at
FROM control.alert;
