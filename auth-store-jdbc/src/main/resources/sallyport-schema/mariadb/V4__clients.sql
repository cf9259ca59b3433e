-- Sallyport, schema version 4, for MariaDB: clients with id and secret, and tokens that were revoked one by one.

CREATE TABLE IF NOT EXISTS sallyport_client (
    id             VARCHAR(250) NOT NULL PRIMARY KEY,
    type           VARCHAR(64) NOT NULL,
    name           TEXT NOT NULL,
    tenant         TEXT,
    scopes         MEDIUMTEXT NOT NULL,
    secrets        MEDIUMTEXT NOT NULL,
    created_at     BIGINT NOT NULL,
    disabled_at    BIGINT
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS sallyport_revoked_token (
    jti            VARCHAR(250) NOT NULL PRIMARY KEY,
    expires_at     BIGINT NOT NULL,
    INDEX sallyport_revoked_token_expiry (expires_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

INSERT IGNORE INTO sallyport_schema_version (version) VALUES (4);
