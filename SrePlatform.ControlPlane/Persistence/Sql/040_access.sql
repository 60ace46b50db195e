-- Who sees which resource: its owner team, and the groups that it is in. Scopes of requests are joined to it.
CREATE OR REPLACE VIEW control.resource_access AS
SELECT id AS resource_id, service, ('t:' || team)::text AS grantee FROM control.resource
UNION ALL
SELECT r.id, r.service, 'g:' || m.group_id FROM control.resource r JOIN control.resource_group_member m ON m.resource_id = r.id;
