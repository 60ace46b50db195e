-- Titles are also found by their letters, where a word is misspelt or cut.
create index if not exists ix_knowledge_title_trigram on assistant.knowledge using gin (title gin_trgm_ops);
