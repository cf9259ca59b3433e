-- Sallyport, schema version 5, for MariaDB: cookies by which browsers stay logged in. One that opens a session goes with it.

CREATE TABLE IF NOT EXISTS sallyport_browser_cookie (
    digest         VARCHAR(64) NOT NULL PRIMARY KEY,
    owner_id       VARCHAR(250) NOT NULL,
    session_id     VARCHAR(250),
    idle_until     BIGINT NOT NULL,
    expires_at     BIGINT NOT NULL,
    FOREIGN KEY (session_id) REFERENCES sallyport_session (id) ON DELETE CASCADE,
    INDEX sallyport_browser_cookie_session (session_id),
    INDEX sallyport_browser_cookie_owner (owner_id, expires_at),
    INDEX sallyport_browser_cookie_idle (idle_until)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

INSERT IGNORE INTO sallyport_schema_version (version) VALUES (5);
