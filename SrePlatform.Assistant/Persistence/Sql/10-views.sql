-- Versioned views: what other services and dashboards may read. A column is added at the end, never changed.
create or replace view assistant.session_v1 as
select id as session_id, kind::text as kind, incident_id, generation, state::text as status, progress, current_step::text as current_step,
       requested_by::text as requested_by, created_at, started_at, completed_at, error::text as error,
       follows_id, replay_of_id
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

create or replace view assistant.answer_v1 as
select session_id, headline::text as headline, created_at, document as answer
from assistant.answer;

-- What people thought of diagnoses. Grades are yes, partly, no and harmful: would acting on it have fixed it.
create or replace view assistant.feedback_v1 as
select f.id, f.session_id, s.incident_id, s.kind::text as flow, f.grade::text as grade, f.corrected_cause::text as corrected_cause, f.comment::text as comment,
       f.graded_by::text as graded_by, f.created_at, f.updated_at, f.reviewed, a.verdict::text as verdict, a.confidence,
       a.document #>> '{root_cause,service}' as root_cause, a.document #>> '{engine,version}' as engine_version, a.document #>> '{engine,model}' as model,
       s.replay_of_id
from assistant.feedback f
join assistant.diagnosis_session s on s.id = f.session_id
left join assistant.analysis a on a.session_id = f.session_id;

-- One row for each run, with its totals. Flows are alerts, deployment, capacity and execute; order and page by (created_at, session_id).
create or replace view assistant.run_v1 as
select s.id as session_id, s.kind::text as flow, s.state::text as status, s.incident_id, s.generation, s.requested_by::text as requested_by,
       s.created_at, s.started_at, s.completed_at, (extract(epoch from s.completed_at - s.created_at) * 1000)::bigint as duration_ms,
       s.attempt as attempts, s.error::text as error, s.follows_id, s.replay_of_id,
       a.verdict::text as verdict, a.confidence, coalesce(a.headline, w.headline)::text as headline, coalesce(a.created_at, w.created_at) as answered_at,
       a.document #>> '{root_cause,service}' as root_cause, a.document #>> '{engine,version}' as engine_version, a.document #>> '{engine,narration}' as narration,
       m.models, steps.count as steps, t.calls as tool_calls, t.failures as tool_failures,
       m.calls as model_calls, m.failures as model_failures, m.input_tokens, m.output_tokens, m.cost_usd,
       g.grade, g.grades
from assistant.diagnosis_session s
left join assistant.analysis a on a.session_id = s.id
left join assistant.answer w on w.session_id = s.id
cross join lateral (select count(*)::int as count from assistant.session_event e where e.session_id = s.id and e.kind = 'step') steps
cross join lateral (
  select count(*)::int as calls, (count(*) filter (where o.status = 'unavailable'))::int as failures
  from assistant.observation o where o.session_id = s.id and not o.superseded) t
cross join lateral (
  select count(*)::int as calls, (count(*) filter (where c.status in ('failed', 'over_budget')))::int as failures,
         coalesce(sum(c.input_tokens), 0)::bigint as input_tokens, coalesce(sum(c.output_tokens), 0)::bigint as output_tokens,
         sum(c.cost_usd) as cost_usd, string_agg(distinct c.model, ', ') as models
  from assistant.model_call c where c.session_id = s.id) m
cross join lateral (
  select (array_agg(f.grade::text order by f.updated_at desc))[1] as grade, count(*)::int as grades
  from assistant.feedback f where f.session_id = s.id) g;

-- The waterfall of a run: kind is agent, step, tool or model; parents come before children. Filter by session_id, or by kind and started_at
-- for totals. A tool span's observation is the number in observation_v1; a model span's words are in model_call_v1 under the same number.
create or replace view assistant.run_span_v1 as
select s.id as session_id, s.kind::text as flow, 'agent'::text as kind, 'run'::text as span_id, null::text as parent_id, 0 as number,
       'invoke_agent diagnosis'::text as name, null::text as source, s.state::text as status, greatest(s.started_at, s.created_at) as started_at,
       (extract(epoch from coalesce(s.completed_at, now()) - greatest(s.started_at, s.created_at)) * 1000)::bigint as duration_ms,
       null::text as query, s.request - 'requester_scope' as arguments, null::text as result, null::text as model,
       null::bigint as input_tokens, null::bigint as output_tokens, null::numeric as cost_usd, s.error::text as error
from assistant.diagnosis_session s
union all
select s.id, s.kind::text, 'step', 'step-' || e.id, 'run', e.number::int, e.key, null, 'ok', e.at,
       (extract(epoch from coalesce(e.next_at, s.completed_at, now()) - e.at) * 1000)::bigint, null, e.data, e.data ->> 'text', null, null, null, null, null
from assistant.diagnosis_session s
join (select id, session_id, at, data, data ->> 'key' as key, row_number() over (partition by session_id order by id) as number,
             lead(at) over (partition by session_id order by id) as next_at
      from assistant.session_event where kind = 'step') e on e.session_id = s.id
union all
select s.id, s.kind::text, 'tool', 'tool-' || o.number, 'run', o.number, o.tool::text, o.source::text, o.status::text,
       o.created_at - make_interval(secs => o.duration_ms / 1000.0), o.duration_ms::bigint, o.query, o.arguments, o.summary::text, null, null, null, null,
       case when o.status = 'unavailable' then o.summary::text end
from assistant.diagnosis_session s
join assistant.observation o on o.session_id = s.id and not o.superseded
union all
select s.id, s.kind::text, 'model', 'model-' || c.number, 'run', c.number, 'chat ' || c.agent, c.provider::text, c.status::text, c.started_at, c.duration_ms::bigint,
       null, null, left(c.response, 500), c.model::text, c.input_tokens, c.output_tokens, c.cost_usd, c.error::text
from assistant.diagnosis_session s
join assistant.model_call c on c.session_id = s.id;

-- Calls to language models with the redacted words of both sides.
create or replace view assistant.model_call_v1 as
select id, session_id, number, agent::text as agent, provider::text as provider, model::text as model, status::text as status, started_at, duration_ms,
       input_tokens, output_tokens, cost_usd, error::text as error, request, response
from assistant.model_call;

create or replace view assistant.knowledge_v1 as
select id, kind::text as kind, reference::text as reference, title::text as title, body, services, created_at, updated_at, retired_at
from assistant.knowledge;

-- What was applied to this schema, for whoever looks after the platform.
create or replace view assistant.migration_v1 as
select migration_id::text as migration_id, product_version::text as product_version
from assistant.schema_history;
