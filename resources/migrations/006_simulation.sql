-- Each computer's outcome in a compact form: many computers of a fleet have the same one, which is kept once. What the table
-- held before could not be shown by any screen or command; the runs' own figures stay.
DROP TABLE simulation_computer;

CREATE TABLE simulation_outcome (
    run_key BIGINT NOT NULL REFERENCES simulation_run (run_key) ON DELETE CASCADE,
    outcome BIGINT NOT NULL,
    status BIGINT NOT NULL,
    restarts BIGINT NOT NULL,
    runs BIGINT NOT NULL,
    items TEXT NOT NULL,
    PRIMARY KEY (run_key, outcome)
);

-- A made-up computer has an empty name: its number tells it.
CREATE TABLE simulation_computer (
    run_key BIGINT NOT NULL REFERENCES simulation_run (run_key) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    computer TEXT NOT NULL,
    outcome BIGINT NOT NULL,
    finished_after BIGINT NOT NULL,
    PRIMARY KEY (run_key, number)
);
