-- Schema 2: what the console asks for.
-- Folders of packages and of tasks. Every folder has a row, with its parents, whether anything lies in it or
-- not; `folder` is the path of one, or empty, and counts from now on: what a body says of a folder is history.
-- folded_path is the path as it is compared. What the bodies say is brought over by the step that belongs to this script.

CREATE TABLE package_folder (
    folded_path TEXT PRIMARY KEY,
    path TEXT NOT NULL UNIQUE
);

CREATE TABLE task_folder (
    folded_path TEXT PRIMARY KEY,
    path TEXT NOT NULL UNIQUE
);

ALTER TABLE package ADD COLUMN folder TEXT NOT NULL DEFAULT '';
CREATE INDEX package_by_folder ON package (folder);

-- 0 low, 1 normal, 2 high: beside the name in every list of tasks.
ALTER TABLE task ADD COLUMN folder TEXT NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN priority BIGINT NOT NULL DEFAULT 1;
CREATE INDEX task_by_folder ON task (folder);

-- What a save would repeat (B7) is counted for each line item: over a whole fleet only an index is fast enough.
CREATE INDEX item_status_by_item ON item_status (reported_item_key, status);
