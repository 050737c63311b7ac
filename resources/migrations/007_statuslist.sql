-- What the Status tab counts and lists, so that opening it does not grow with the number of computers: totals that every batch
-- of events keeps up to date (`store check` compares them with the rows), and the list by name without a join.
-- folded_name is the endpoint's, which never changes.
ALTER TABLE computer_task_status ADD COLUMN folded_name TEXT NOT NULL DEFAULT '';
UPDATE computer_task_status SET folded_name =
    (SELECT n.folded_name FROM endpoint n WHERE n.endpoint_key = computer_task_status.endpoint_key);
CREATE INDEX computer_task_status_by_name ON computer_task_status (reported_task_key, folded_name);
CREATE INDEX computer_task_status_by_status ON computer_task_status (reported_task_key, status, folded_name);

CREATE TABLE task_status_total (
    reported_task_key BIGINT NOT NULL,
    status BIGINT NOT NULL,
    computers BIGINT NOT NULL,
    PRIMARY KEY (reported_task_key, status)
);
INSERT INTO task_status_total (reported_task_key, status, computers)
    SELECT reported_task_key, status, COUNT(*) FROM computer_task_status GROUP BY reported_task_key, status;

-- A line item's results by status and return code; without a code has_code and return_code are 0.
CREATE TABLE item_status_total (
    reported_task_key BIGINT NOT NULL,
    reported_item_key BIGINT NOT NULL,
    status BIGINT NOT NULL,
    has_code BIGINT NOT NULL,
    return_code BIGINT NOT NULL,
    computers BIGINT NOT NULL,
    PRIMARY KEY (reported_task_key, reported_item_key, status, has_code, return_code)
);
INSERT INTO item_status_total (reported_task_key, reported_item_key, status, has_code, return_code, computers)
    SELECT s.reported_task_key, i.reported_item_key, i.status, CASE WHEN i.return_code IS NULL THEN 0 ELSE 1 END,
           COALESCE(i.return_code, 0), COUNT(*)
    FROM item_status i JOIN computer_task_status s ON s.status_key = i.status_key
    GROUP BY s.reported_task_key, i.reported_item_key, i.status, i.return_code;
