-- The service's role reads and writes rows and defines nothing; readers get the views alone, if they exist yet.
grant usage on schema assistant to assistant;
-- A statement or a lock that takes longer is a defect, and must not take others with it.
alter role assistant set statement_timeout = '60s';
alter role assistant set lock_timeout = '15s';
alter role assistant set idle_in_transaction_session_timeout = '60s';
grant select, insert, update, delete on all tables in schema assistant to assistant;
grant usage on all sequences in schema assistant to assistant;
revoke insert, update, delete on assistant.schema_history from assistant;

do $$
declare reader text;
begin
  foreach reader in array array['control_plane'] loop
    if exists (select 1 from pg_roles where rolname = reader) then
      execute format('grant usage on schema assistant to %I', reader);
      execute format('grant select on assistant.session_v1, assistant.session_event_v1, assistant.analysis_v1, assistant.observation_v1,
        assistant.answer_v1, assistant.feedback_v1, assistant.run_v1, assistant.run_span_v1, assistant.model_call_v1, assistant.knowledge_v1, assistant.migration_v1 to %I', reader);
    end if;
  end loop;
end $$;

-- Dashboards see what was found and how long it took; evidence and documents stay out of their reach.
do $$
begin
  if to_regnamespace('reporting') is not null then
    create or replace view reporting.diagnosis_v1 as
    select session.created_at, session.kind, session.status, session.completed_at, analysis.verdict, analysis.confidence, analysis.headline,
           extract(epoch from session.completed_at - session.created_at)::double precision as duration_seconds
    from assistant.session_v1 session left join assistant.analysis_v1 analysis on analysis.session_id = session.session_id;
    if exists (select 1 from pg_roles where rolname = 'grafana_ro') then
      grant select on reporting.diagnosis_v1 to grafana_ro;
      revoke all on all tables in schema assistant from grafana_ro;
      revoke usage on schema assistant from grafana_ro;
    end if;
  end if;
end $$;
