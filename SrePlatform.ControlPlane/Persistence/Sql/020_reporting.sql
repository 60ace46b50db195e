-- What dashboards may read: counts, names and times, nothing secret. A column is added at the end, never changed.
CREATE SCHEMA IF NOT EXISTS reporting;
CREATE OR REPLACE VIEW reporting.incident_v1 AS
SELECT number, title, state, severity, priority, services, opened_at, acknowledged_at, resolved_at, closed_at, generation
FROM control.incident;
CREATE OR REPLACE VIEW reporting.alert_v1 AS
SELECT rule, status, severity, service, resource, team, env, starts_at, ends_at
FROM control.alert;
CREATE OR REPLACE VIEW reporting.resource_v1 AS
SELECT name, kind, service, environment, team, criticality, created_at
FROM control.resource WHERE retired_at IS NULL;
CREATE OR REPLACE VIEW reporting.deployment_v1 AS
SELECT service, version, previous_version, environment, status, deployed_at
FROM control.deployment;
