-- Sallyport, schema version 4, for PostgreSQL: clients with id and secret, and tokens that were revoked one by one.

CREATE TABLE sallyport_client (
    id             TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    type           TEXT NOT NULL,
    name           TEXT NOT NULL,
    tenant         TEXT COLLATE "C",
    scopes         TEXT NOT NULL,
    secrets        TEXT NOT NULL,
    created_at     BIGINT NOT NULL,
    disabled_at    BIGINT
);

CREATE TABLE sallyport_revoked_token (
    jti            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    expires_at     BIGINT NOT NULL
);
CREATE INDEX sallyport_revoked_token_expiry ON sallyport_revoked_token (expires_at);

INSERT INTO sallyport_schema_version (version) VALUES (4);
