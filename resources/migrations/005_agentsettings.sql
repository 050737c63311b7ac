-- Schema 5: agent settings as they are issued to agents, signed like the policies of tasks.

-- Grows with every save: which issued settings are out of date. 0: not saved since schema 5.
ALTER TABLE agent_settings ADD COLUMN stamp BIGINT NOT NULL DEFAULT 0;

-- The newest of each. Numbers are drawn from the same row as those of issued_policy; content_hash is of what was signed;
-- document: compressed, base64.
CREATE TABLE issued_settings (
    settings_key INTEGER PRIMARY KEY REFERENCES agent_settings (settings_key) ON DELETE CASCADE,
    stamp BIGINT NOT NULL,
    number BIGINT NOT NULL,
    key_name TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    document TEXT NOT NULL
);
