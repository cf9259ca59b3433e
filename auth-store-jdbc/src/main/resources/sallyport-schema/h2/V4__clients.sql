-- Sallyport, schema version 4, for H2: clients with id and secret, and tokens that were revoked one by one.

CREATE TABLE sallyport_client (
    id             VARCHAR NOT NULL PRIMARY KEY,
    type           VARCHAR NOT NULL,
    name           VARCHAR NOT NULL,
    tenant         VARCHAR,
    scopes         VARCHAR NOT NULL,
    secrets        VARCHAR NOT NULL,
    created_at     BIGINT NOT NULL,
    disabled_at    BIGINT
);

CREATE TABLE sallyport_revoked_token (
    jti            VARCHAR NOT NULL PRIMARY KEY,
    expires_at     BIGINT NOT NULL
);
CREATE INDEX sallyport_revoked_token_expiry ON sallyport_revoked_token (expires_at);

INSERT INTO sallyport_schema_version (version) VALUES (4);
