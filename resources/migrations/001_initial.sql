-- Schema 1. SQL that SQLite and PostgreSQL both take.
-- Keys are numbers of the store's own (key_counter), GUIDs are unique columns. folded_name holds the name as it is
-- compared, without regard to case: a package's with its version, a user's with its domain. What nothing searches by
-- lies in a body column as definition XML.

CREATE TABLE key_counter (
    name TEXT PRIMARY KEY,
    next_key BIGINT NOT NULL
);

CREATE TABLE package (
    package_key INTEGER PRIMARY KEY,
    guid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    folded_name TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL
);

CREATE TABLE program (
    program_key INTEGER PRIMARY KEY,
    guid TEXT NOT NULL UNIQUE,
    package_key BIGINT NOT NULL REFERENCES package (package_key) ON DELETE CASCADE,
    place BIGINT NOT NULL,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (package_key, folded_name)
);

CREATE TABLE computer (
    computer_key INTEGER PRIMARY KEY,
    guid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL UNIQUE,
    domain TEXT NOT NULL,
    operating_system TEXT NOT NULL,
    architecture TEXT NOT NULL,
    memory_mb BIGINT NOT NULL,
    user_name TEXT NOT NULL
);

CREATE TABLE collection (
    collection_key INTEGER PRIMARY KEY,
    guid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    filter TEXT NOT NULL
);

CREATE TABLE collection_member (
    collection_key BIGINT NOT NULL REFERENCES collection (collection_key) ON DELETE CASCADE,
    computer_key BIGINT NOT NULL REFERENCES computer (computer_key) ON DELETE CASCADE,
    place BIGINT NOT NULL,
    PRIMARY KEY (collection_key, computer_key)
);
CREATE INDEX collection_member_computer ON collection_member (computer_key);

CREATE TABLE user_account (
    user_key INTEGER PRIMARY KEY,
    guid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    domain TEXT NOT NULL,
    folded_name TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL
);

CREATE TABLE user_group (
    group_key INTEGER PRIMARY KEY,
    guid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    domain TEXT NOT NULL,
    folded_name TEXT NOT NULL UNIQUE
);

CREATE TABLE user_group_member (
    group_key BIGINT NOT NULL REFERENCES user_group (group_key) ON DELETE CASCADE,
    user_key BIGINT NOT NULL REFERENCES user_account (user_key) ON DELETE CASCADE,
    place BIGINT NOT NULL,
    PRIMARY KEY (group_key, user_key)
);
CREATE INDEX user_group_member_user ON user_group_member (user_key);

CREATE TABLE agent_settings (
    settings_key INTEGER PRIMARY KEY,
    guid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL UNIQUE,
    priority BIGINT NOT NULL,
    refresh_interval_minutes BIGINT NOT NULL,
    options TEXT NOT NULL
);

CREATE TABLE agent_settings_collection (
    settings_key BIGINT NOT NULL REFERENCES agent_settings (settings_key) ON DELETE CASCADE,
    collection_key BIGINT NOT NULL REFERENCES collection (collection_key),
    place BIGINT NOT NULL,
    PRIMARY KEY (settings_key, collection_key)
);
CREATE INDEX agent_settings_collection_collection ON agent_settings_collection (collection_key);

-- A task's key stays the same when its GUIDs are renewed (B5).
CREATE TABLE task (
    task_key INTEGER PRIMARY KEY,
    guid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL UNIQUE,
    enabled BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    saved_at BIGINT NOT NULL,
    saved_by TEXT NOT NULL,
    body TEXT NOT NULL
);

-- Every GUID the task ever had, with the revision that gave it.
CREATE TABLE task_identity (
    guid TEXT PRIMARY KEY,
    task_key BIGINT NOT NULL REFERENCES task (task_key) ON DELETE CASCADE,
    from_revision BIGINT NOT NULL
);
CREATE INDEX task_identity_task ON task_identity (task_key);

CREATE TABLE line_item (
    task_key BIGINT NOT NULL REFERENCES task (task_key) ON DELETE CASCADE,
    place BIGINT NOT NULL,
    guid TEXT NOT NULL UNIQUE,
    program_key BIGINT NOT NULL REFERENCES program (program_key),
    exe_name TEXT NOT NULL,
    applies_when TEXT NOT NULL,
    received_policy TEXT NOT NULL,
    PRIMARY KEY (task_key, place)
);
CREATE INDEX line_item_program ON line_item (program_key);

-- codes NULL: they follow the program (B3).
CREATE TABLE line_item_dependency (
    task_key BIGINT NOT NULL,
    place BIGINT NOT NULL,
    number BIGINT NOT NULL,
    on_place BIGINT NOT NULL,
    codes TEXT,
    PRIMARY KEY (task_key, place, number),
    FOREIGN KEY (task_key, place) REFERENCES line_item (task_key, place) ON DELETE CASCADE,
    CHECK (on_place >= 1 AND on_place < place)
);

CREATE TABLE line_item_ancestor (
    task_key BIGINT NOT NULL,
    place BIGINT NOT NULL,
    number BIGINT NOT NULL,
    guid TEXT NOT NULL,
    PRIMARY KEY (task_key, place, number),
    FOREIGN KEY (task_key, place) REFERENCES line_item (task_key, place) ON DELETE CASCADE
);

CREATE TABLE task_collection (
    task_key BIGINT NOT NULL REFERENCES task (task_key) ON DELETE CASCADE,
    collection_key BIGINT NOT NULL REFERENCES collection (collection_key),
    place BIGINT NOT NULL,
    PRIMARY KEY (task_key, collection_key)
);
CREATE INDEX task_collection_collection ON task_collection (collection_key);

-- Each revision as it was saved: compressed, base64.
CREATE TABLE task_revision (
    task_key BIGINT NOT NULL REFERENCES task (task_key) ON DELETE CASCADE,
    revision BIGINT NOT NULL,
    guid TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    saved_by TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (task_key, revision)
);

-- Refers to nothing, because it outlives what it tells of (B9). object_key joins the records of a task across its GUIDs.
CREATE TABLE audit_record (
    audit_key INTEGER PRIMARY KEY,
    recorded_at BIGINT NOT NULL,
    who TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_guid TEXT NOT NULL,
    object_key BIGINT,
    object_name TEXT NOT NULL,
    action TEXT NOT NULL,
    revision BIGINT NOT NULL,
    identity_kept BIGINT,
    changes TEXT NOT NULL
);
CREATE INDEX audit_record_guid ON audit_record (object_guid);
CREATE INDEX audit_record_object ON audit_record (object_kind, object_key);

-- Agents, sequential tasks and line items that reported, in the order in which they first did. They may be gone from
-- the tables above, or never have been there.
CREATE TABLE reported_guid (
    reported_key INTEGER PRIMARY KEY,
    guid TEXT NOT NULL UNIQUE
);

CREATE TABLE endpoint (
    endpoint_key INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL UNIQUE
);

-- History. The event's GUID is two numbers: half as large an index. Status words are numbers (statuscodes_p.h).
CREATE TABLE status_event (
    event_key INTEGER PRIMARY KEY,
    guid_high BIGINT NOT NULL,
    guid_low BIGINT NOT NULL,
    agent_key BIGINT NOT NULL,
    number BIGINT NOT NULL,
    occurred_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    clock_ahead BIGINT NOT NULL,
    endpoint_key BIGINT NOT NULL,
    reported_task_key BIGINT NOT NULL,
    task_revision BIGINT NOT NULL,
    run BIGINT NOT NULL,
    kind BIGINT NOT NULL,
    computer_status BIGINT NOT NULL,
    wait_reason BIGINT NOT NULL,
    restarts BIGINT NOT NULL,
    reported_item_key BIGINT,
    place BIGINT NOT NULL,
    item_status BIGINT NOT NULL,
    return_code BIGINT,
    attempts BIGINT NOT NULL,
    executions BIGINT NOT NULL,
    explanation TEXT NOT NULL,
    output TEXT NOT NULL
);
CREATE UNIQUE INDEX status_event_guid ON status_event (guid_high, guid_low);
CREATE INDEX status_event_object ON status_event (reported_task_key, endpoint_key, event_key);

-- What the newest event by (agent_key, number) says; run_…, finished_… and problem_… number the event that began the
-- run, the one that ended it and the last problem.
CREATE TABLE computer_task_status (
    status_key INTEGER PRIMARY KEY,
    reported_task_key BIGINT NOT NULL,
    endpoint_key BIGINT NOT NULL,
    task_revision BIGINT NOT NULL,
    status BIGINT NOT NULL,
    wait_reason BIGINT NOT NULL,
    run BIGINT NOT NULL,
    restarts BIGINT NOT NULL,
    place BIGINT NOT NULL,
    started_at BIGINT,
    finished_at BIGINT,
    reported_at BIGINT NOT NULL,
    clock_ahead BIGINT NOT NULL,
    explanation TEXT NOT NULL,
    problem TEXT NOT NULL,
    agent_key BIGINT NOT NULL,
    number BIGINT NOT NULL,
    run_agent_key BIGINT NOT NULL,
    run_number BIGINT NOT NULL,
    finished_agent_key BIGINT NOT NULL,
    finished_number BIGINT NOT NULL,
    problem_agent_key BIGINT NOT NULL,
    problem_number BIGINT NOT NULL,
    UNIQUE (reported_task_key, endpoint_key)
);

CREATE TABLE item_status (
    status_key BIGINT NOT NULL REFERENCES computer_task_status (status_key) ON DELETE CASCADE,
    reported_item_key BIGINT NOT NULL,
    run BIGINT NOT NULL,
    place BIGINT NOT NULL,
    status BIGINT NOT NULL,
    return_code BIGINT,
    attempts BIGINT NOT NULL,
    executions BIGINT NOT NULL,
    started_at BIGINT,
    finished_at BIGINT,
    agent_key BIGINT NOT NULL,
    number BIGINT NOT NULL,
    event_key BIGINT NOT NULL,
    started_number BIGINT NOT NULL,
    output_event_key BIGINT,
    output_number BIGINT NOT NULL,
    PRIMARY KEY (status_key, reported_item_key)
);

-- Simulated results: never joined with the tables above (B41).
CREATE TABLE simulation_run (
    run_key INTEGER PRIMARY KEY,
    guid TEXT NOT NULL UNIQUE,
    task_guid TEXT NOT NULL,
    task_name TEXT NOT NULL,
    task_revision BIGINT NOT NULL,
    seed TEXT NOT NULL,
    endpoints BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    parameters TEXT NOT NULL,
    summary TEXT NOT NULL
);
CREATE INDEX simulation_run_task ON simulation_run (task_guid);

CREATE TABLE simulation_computer (
    run_key BIGINT NOT NULL REFERENCES simulation_run (run_key) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    computer TEXT NOT NULL,
    result TEXT NOT NULL,
    PRIMARY KEY (run_key, number)
);
