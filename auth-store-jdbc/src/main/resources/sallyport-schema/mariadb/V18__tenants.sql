-- Sallyport, schema version 18, for MariaDB: service accounts, and which tenants are disabled. A tenant without a row is enabled.

CREATE TABLE IF NOT EXISTS sallyport_service_account (
    id          VARCHAR(250) NOT NULL PRIMARY KEY,
    name        MEDIUMTEXT NOT NULL,
    tenant      VARCHAR(250) NOT NULL,
    roles       MEDIUMTEXT NOT NULL,
    enabled     BOOLEAN NOT NULL,
    created_by  VARCHAR(500),
    created_at  BIGINT NOT NULL,
    version     BIGINT NOT NULL,
    INDEX sallyport_service_account_tenant (tenant, created_at, id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS sallyport_tenant (
    id           VARCHAR(250) NOT NULL PRIMARY KEY,
    disabled_at  BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX IF NOT EXISTS sallyport_api_key_tenant_owners ON sallyport_api_key (tenant, owner_kind);

INSERT IGNORE INTO sallyport_schema_version (version) VALUES (18);
