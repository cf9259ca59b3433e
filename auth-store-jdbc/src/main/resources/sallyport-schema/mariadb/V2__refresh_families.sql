-- Sallyport, schema version 2, for MariaDB: refresh tokens. A family is gone when its session is.

CREATE TABLE IF NOT EXISTS sallyport_refresh_family (
    session_id     VARCHAR(250) NOT NULL PRIMARY KEY,
    sealed_key     MEDIUMTEXT NOT NULL,
    scopes         MEDIUMTEXT,
    generation     BIGINT NOT NULL,
    grace_until    BIGINT NOT NULL,
    expires_at     BIGINT NOT NULL,
    FOREIGN KEY (session_id) REFERENCES sallyport_session (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

INSERT IGNORE INTO sallyport_schema_version (version) VALUES (2);
