-- Sallyport, schema version 6, for MariaDB: reports of leaked credentials that wait for their work, sealed under the master key.

CREATE TABLE IF NOT EXISTS sallyport_leak_report (
    id             VARCHAR(250) NOT NULL PRIMARY KEY,
    sealed         MEDIUMTEXT NOT NULL,
    reported_at    BIGINT NOT NULL,
    claimed_until  BIGINT NOT NULL,
    INDEX sallyport_leak_report_claimed (claimed_until, reported_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

INSERT IGNORE INTO sallyport_schema_version (version) VALUES (6);
