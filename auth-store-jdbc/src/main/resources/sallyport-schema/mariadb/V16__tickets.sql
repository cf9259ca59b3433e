-- Sallyport, schema version 16, for MariaDB: single-use tickets, as digests, and which address a user showed to be theirs.

CREATE TABLE IF NOT EXISTS sallyport_ticket (
    digest      VARCHAR(250) NOT NULL PRIMARY KEY,
    kind        VARCHAR(32) NOT NULL,
    subject     VARCHAR(254) NOT NULL,
    audience    VARCHAR(250) NOT NULL,
    address     MEDIUMTEXT,
    name        MEDIUMTEXT,
    expires_at  BIGINT NOT NULL,
    UNIQUE INDEX sallyport_ticket_subject (subject, kind, audience),
    INDEX sallyport_ticket_expires (expires_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS sallyport_verified_email (
    user_id      VARCHAR(250) NOT NULL PRIMARY KEY,
    address      MEDIUMTEXT NOT NULL,
    verified_at  BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

INSERT IGNORE INTO sallyport_schema_version (version) VALUES (16);
