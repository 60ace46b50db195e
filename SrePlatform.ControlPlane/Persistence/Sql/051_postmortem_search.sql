-- Postmortems are found by words, by letters, and, since words of Chinese are not told apart, by any part of their text.
CREATE INDEX IF NOT EXISTS ix_postmortem_title_trigram ON control.postmortem USING gin (title public.gin_trgm_ops);
CREATE INDEX IF NOT EXISTS ix_postmortem_body_trigram ON control.postmortem USING gin (body public.gin_trgm_ops);
