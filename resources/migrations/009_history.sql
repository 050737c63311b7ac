-- Schema 9: history that is kept for a number of days. What is removed stays counted.

-- Events that were removed: one that comes again is known. A GUID as two numbers, of which the lower one tells almost any two
-- apart; an event whose lower number is taken already is never removed. INTEGER PRIMARY KEY: half the size.
CREATE TABLE forgotten_event (
    guid_low INTEGER PRIMARY KEY,
    guid_high BIGINT NOT NULL
);

-- How many were removed of the day on which they came in (received_at / 86400000, by the store's clock). Of an item's event
-- status is the item's; of another reported_item_key is 0 and status the computer's. Without a code has_code and return_code are 0.
CREATE TABLE history_day_total (
    day BIGINT NOT NULL,
    reported_task_key BIGINT NOT NULL,
    reported_item_key BIGINT NOT NULL,
    kind BIGINT NOT NULL,
    status BIGINT NOT NULL,
    has_code BIGINT NOT NULL,
    return_code BIGINT NOT NULL,
    events BIGINT NOT NULL,
    PRIMARY KEY (day, reported_task_key, reported_item_key, kind, status, has_code, return_code)
);

-- How many of the events behind a status were removed, and when the first of all came in; NULL: that one is still there.
ALTER TABLE computer_task_status ADD COLUMN forgotten_events BIGINT NOT NULL DEFAULT 0;
ALTER TABLE computer_task_status ADD COLUMN first_received_at BIGINT;

-- What one computer reported, the newest first; and line items that ran more than once, which are few.
CREATE INDEX computer_task_status_by_endpoint ON computer_task_status (endpoint_key, reported_at);
CREATE INDEX item_status_rerun ON item_status (status_key, executions) WHERE executions > 1;
