-- Parts of names are found by their letters. The Assistant makes the extension too, perhaps at the same moment.
DO $$ BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
EXCEPTION WHEN unique_violation OR duplicate_object THEN
    NULL;
END $$;
CREATE INDEX IF NOT EXISTS ix_resource_name_trigram ON control.resource USING gin (name public.gin_trgm_ops);
CREATE INDEX IF NOT EXISTS ix_resource_service_trigram ON control.resource USING gin (service public.gin_trgm_ops);
CREATE INDEX IF NOT EXISTS ix_incident_title_trigram ON control.incident USING gin (title public.gin_trgm_ops);
CREATE INDEX IF NOT EXISTS ix_alert_rule_name_trigram ON control.alert_rule USING gin (name public.gin_trgm_ops);
CREATE INDEX IF NOT EXISTS ix_deployment_service_trigram ON control.deployment USING gin (service public.gin_trgm_ops);
