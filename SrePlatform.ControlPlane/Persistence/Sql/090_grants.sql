-- Roles use rows; only the administrator defines data.
REVOKE ALL ON SCHEMA control, reporting FROM PUBLIC;
GRANT USAGE ON SCHEMA control TO control_plane, executor;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA control TO control_plane;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA control TO control_plane;
GRANT EXECUTE ON FUNCTION control.maintain_partitions(text, interval) TO control_plane;
-- History is written once.
REVOKE UPDATE, DELETE ON control.audit_entry, control.alert_event FROM control_plane;
REVOKE INSERT, UPDATE, DELETE ON control.ef_migration FROM control_plane;
GRANT USAGE ON SCHEMA reporting TO grafana_ro;
GRANT SELECT ON ALL TABLES IN SCHEMA reporting TO grafana_ro;
-- The Control Plane draws the same dashboards, with no more rights than Grafana has while it does.
GRANT grafana_ro TO control_plane;
