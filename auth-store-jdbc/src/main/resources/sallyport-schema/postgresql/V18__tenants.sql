-- Sallyport, schema version 18, for PostgreSQL: service accounts, and which tenants are disabled. A tenant without a row is enabled.

CREATE TABLE sallyport_service_account (
    id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name        TEXT NOT NULL,
    tenant      TEXT COLLATE "C" NOT NULL,
    roles       TEXT NOT NULL,
    enabled     BOOLEAN NOT NULL,
    created_by  TEXT,
    created_at  BIGINT NOT NULL,
    version     BIGINT NOT NULL
);
CREATE INDEX sallyport_service_account_tenant ON sallyport_service_account (tenant, created_at, id);

CREATE TABLE sallyport_tenant (
    id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    disabled_at  BIGINT NOT NULL
);

CREATE INDEX sallyport_api_key_tenant_owners ON sallyport_api_key (tenant, owner_kind, audience);

INSERT INTO sallyport_schema_version (version) VALUES (18);
