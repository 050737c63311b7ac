-- Schema 3: policies as they are issued to agents, signed by whoever may write to the catalogue.

CREATE TABLE store_setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- Grows with every save of the package or one of its programs: which issued policies are out of date.
ALTER TABLE package ADD COLUMN stamp BIGINT NOT NULL DEFAULT 1;
CREATE INDEX package_by_stamp ON package (stamp);

-- The newest of each task. content_hash is of what was signed, so that a save that changes nothing an agent sees issues
-- nothing; document: compressed, base64.
CREATE TABLE issued_policy (
    task_key INTEGER PRIMARY KEY REFERENCES task (task_key) ON DELETE CASCADE,
    task_guid TEXT NOT NULL,
    revision BIGINT NOT NULL,
    package_stamp BIGINT NOT NULL,
    number BIGINT NOT NULL,
    key_name TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    document TEXT NOT NULL
);
