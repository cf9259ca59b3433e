-- Sallyport, schema version 7, for MariaDB: the audit log, and what the purge needs to find old rows. Rows of the log are added and,
-- when they are old, removed; nothing updates one.

CREATE TABLE IF NOT EXISTS sallyport_audit (
    id             BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    happened_at    BIGINT NOT NULL,
    type           VARCHAR(100) NOT NULL,
    actor          VARCHAR(500),
    owner_id       VARCHAR(500),
    credential_id  VARCHAR(500),
    address        VARCHAR(500),
    details        MEDIUMTEXT NOT NULL,
    INDEX sallyport_audit_time (happened_at, id),
    INDEX sallyport_audit_owner (owner_id, happened_at, id),
    INDEX sallyport_audit_credential (credential_id, happened_at, id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX IF NOT EXISTS sallyport_api_key_revoked ON sallyport_api_key (revoked_at);
CREATE INDEX IF NOT EXISTS sallyport_api_key_expiry ON sallyport_api_key (expires_at);
CREATE INDEX IF NOT EXISTS sallyport_second_factor_age ON sallyport_second_factor (confirmed_at, created_at);

INSERT IGNORE INTO sallyport_schema_version (version) VALUES (7);
