-- Versioned views: what other services and dashboards may read. A column is added at the end, never changed.
create or replace view assistant.session_v1 as
select id as session_id, kind::text as kind, incident_id, generation, state::text as status, progress, current_step::text as current_step,
       requested_by::text as requested_by, created_at, started_at, completed_at, error::text as error
from assistant.diagnosis_session;

create or replace view assistant.session_event_v1 as
select id, session_id, at, kind::text as kind, data
from assistant.session_event;

create or replace view assistant.analysis_v1 as
select session_id, incident_id, generation, verdict::text as verdict, confidence, headline::text as headline, created_at, document as analysis
from assistant.analysis;

create or replace view assistant.observation_v1 as
select id, session_id, number, source::text as source, tool::text as tool, query, arguments, window_start, window_end, status::text as status,
       summary::text as summary, content_type::text as content_type, sha256::text as sha256, payload, created_at, duration_ms
from assistant.observation
where not superseded;
