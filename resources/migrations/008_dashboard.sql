-- Schema 8: what the console's start page shows, so that opening it does not grow with the number of computers or events.
-- How many computers had their newest report in which minute (reported_at / 60000, by the store's clock), as totals that
-- every batch of events keeps up to date by differences (`store check` compares them with the rows).
CREATE TABLE task_minute_total (
    reported_task_key BIGINT NOT NULL,
    status BIGINT NOT NULL,
    minute BIGINT NOT NULL,
    computers BIGINT NOT NULL,
    PRIMARY KEY (reported_task_key, status, minute)
);
INSERT INTO task_minute_total (reported_task_key, status, minute, computers)
    SELECT reported_task_key, status, reported_at / 60000, COUNT(*) FROM computer_task_status
    GROUP BY reported_task_key, status, reported_at / 60000;

-- Line items of these computers that count as failed (B16): statuses 9 to 12. Without a code has_code and return_code are 0.
-- By quarters of an hour, because there are many causes: minute is the one that the quarter begins with.
CREATE TABLE item_failure_total (
    minute BIGINT NOT NULL,
    reported_task_key BIGINT NOT NULL,
    reported_item_key BIGINT NOT NULL,
    status BIGINT NOT NULL,
    has_code BIGINT NOT NULL,
    return_code BIGINT NOT NULL,
    computers BIGINT NOT NULL,
    PRIMARY KEY (minute, reported_task_key, reported_item_key, status, has_code, return_code)
);
INSERT INTO item_failure_total (minute, reported_task_key, reported_item_key, status, has_code, return_code, computers)
    SELECT s.reported_at / 900000 * 15, s.reported_task_key, i.reported_item_key, i.status,
           CASE WHEN i.return_code IS NULL THEN 0 ELSE 1 END, COALESCE(i.return_code, 0), COUNT(*)
    FROM item_status i JOIN computer_task_status s ON s.status_key = i.status_key
    WHERE i.status >= 9 AND i.status <= 12
    GROUP BY s.reported_at / 900000 * 15, s.reported_task_key, i.reported_item_key, i.status, i.return_code;

CREATE INDEX computer_task_status_ahead ON computer_task_status (reported_task_key) WHERE clock_ahead <> 0;
