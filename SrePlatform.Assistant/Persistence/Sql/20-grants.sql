-- The service's role reads and writes rows and defines nothing; readers get the views alone, if they exist yet.
grant usage on schema assistant to assistant;
grant select, insert, update, delete on all tables in schema assistant to assistant;
grant usage on all sequences in schema assistant to assistant;
revoke insert, update, delete on assistant.schema_history from assistant;

do $$
declare reader text;
begin
  foreach reader in array array['control_plane', 'grafana_ro'] loop
    if exists (select 1 from pg_roles where rolname = reader) then
      execute format('grant usage on schema assistant to %I', reader);
      execute format('grant select on assistant.session_v1, assistant.session_event_v1, assistant.analysis_v1, assistant.observation_v1 to %I', reader);
    end if;
  end loop;
end $$;
