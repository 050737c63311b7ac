-- Schema 4: requests from the Software Portal (B36, B37).
-- A request refers to no row, because it outlives its task, its user and its computer: task_key is the task's lineage,
-- task_guid its identity when the request was made. Numbers stand for the words of domain/portalrequest.h and
-- domain/status.h; they never change.

CREATE TABLE portal_request (
    request_key INTEGER PRIMARY KEY,
    guid TEXT NOT NULL UNIQUE,
    task_key BIGINT NOT NULL,
    task_guid TEXT NOT NULL,
    task_name TEXT NOT NULL,
    user_guid TEXT NOT NULL,
    user_name TEXT NOT NULL,
    computer TEXT NOT NULL,
    folded_computer TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    state BIGINT NOT NULL,
    final_status BIGINT,
    final_sentence TEXT NOT NULL
);
CREATE INDEX portal_request_state ON portal_request (state);
CREATE INDEX portal_request_user ON portal_request (user_guid);
CREATE INDEX portal_request_computer ON portal_request (folded_computer, state);

CREATE TABLE portal_request_step (
    request_key BIGINT NOT NULL REFERENCES portal_request (request_key) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    step BIGINT NOT NULL,
    who TEXT NOT NULL,
    happened_at BIGINT NOT NULL,
    comment TEXT NOT NULL,
    PRIMARY KEY (request_key, number)
);
