-- Which resource breaks which rule about labels: the label is missing, or has a value that is not allowed.
CREATE OR REPLACE VIEW control.label_violation AS
SELECT r.id AS resource_id, l.id AS rule_id, l.label, r.labels ->> l.label AS value
FROM control.label_rule l
JOIN control.resource r ON r.retired_at IS NULL AND (l.kinds = '[]' OR l.kinds ? r.kind)
WHERE CASE WHEN r.labels ? l.label
      THEN l.allowed_values <> '[]' AND NOT l.allowed_values ? (r.labels ->> l.label)
      ELSE l.is_required END;
