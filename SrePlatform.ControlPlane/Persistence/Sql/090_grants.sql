-- Roles use rows; only the administrator defines data.
REVOKE ALL ON SCHEMA control, reporting FROM PUBLIC;
GRANT USAGE ON SCHEMA control TO control_plane, executor;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA control TO control_plane;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA control TO control_plane;
GRANT EXECUTE ON FUNCTION control.maintain_partitions(text, interval) TO control_plane;
-- History is written once.
REVOKE UPDATE, DELETE ON control.audit_entry, control.alert_event FROM control_plane;
-- Seals are written once; retention marks segments and forgets the seals of rows that it drops.
REVOKE UPDATE, DELETE ON control.audit_segment FROM control_plane;
GRANT UPDATE (dropped_at, dropped_mac) ON control.audit_segment TO control_plane;
REVOKE UPDATE ON control.audit_seal FROM control_plane;
REVOKE INSERT, UPDATE, DELETE ON control.ef_migration FROM control_plane;
-- What was decided and what was done stays as it was written.
REVOKE UPDATE, DELETE ON control.approval_decision, control.spent_plan, control.execution_output FROM control_plane;
REVOKE INSERT ON control.spent_plan, control.execution_output FROM control_plane;
REVOKE UPDATE, DELETE ON control.runbook_version FROM control_plane;
GRANT UPDATE (reviewed_by, reviewed_by_id, reviewed_at) ON control.runbook_version TO control_plane;
REVOKE UPDATE, DELETE ON control.execution FROM control_plane;
GRANT UPDATE (cancel_requested_at, outcome, checks, watch_until, judged_at, end_noted, start_noted, revision) ON control.execution TO control_plane;
-- The executor reads plans and what it checks them against, and writes how they ended; it can neither make a plan nor change one.
GRANT SELECT ON control.execution, control.runbook, control.runbook_version, control.approval_request, control.change_freeze, control.policy_rule, control.spent_plan TO executor;
GRANT UPDATE (state, reason, detail, lease_id, lease_until, started_at, finished_at, revision) ON control.execution TO executor;
GRANT UPDATE (sealed_secrets) ON control.execution TO executor;
GRANT INSERT ON control.spent_plan, control.execution_output, control.audit_entry TO executor;
-- An executor says itself what it is; the Control Plane reads that, and forgets those long gone.
REVOKE INSERT, UPDATE ON control.executor FROM control_plane;
GRANT SELECT, INSERT, UPDATE ON control.executor TO executor;
GRANT USAGE ON SCHEMA reporting TO grafana_ro;
GRANT SELECT ON ALL TABLES IN SCHEMA reporting TO grafana_ro;
-- The Control Plane draws the same dashboards, with no more rights than Grafana has while it does.
GRANT grafana_ro TO control_plane;
