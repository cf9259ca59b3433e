-- Sallyport, schema version 6, for PostgreSQL: reports of leaked credentials that wait for their work, sealed under the master key.

CREATE TABLE sallyport_leak_report (
    id             TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    sealed         TEXT NOT NULL,
    reported_at    BIGINT NOT NULL,
    claimed_until  BIGINT NOT NULL
);
CREATE INDEX sallyport_leak_report_claimed ON sallyport_leak_report (claimed_until, reported_at);

INSERT INTO sallyport_schema_version (version) VALUES (6);
