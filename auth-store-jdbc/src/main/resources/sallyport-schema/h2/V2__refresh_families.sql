-- Sallyport, schema version 2, for H2: refresh tokens. A family is gone when its session is.

CREATE TABLE sallyport_refresh_family (
    session_id     VARCHAR NOT NULL PRIMARY KEY REFERENCES sallyport_session (id) ON DELETE CASCADE,
    sealed_key     VARCHAR NOT NULL,
    scopes         VARCHAR,
    generation     BIGINT NOT NULL,
    grace_until    BIGINT NOT NULL,
    expires_at     BIGINT NOT NULL
);

INSERT INTO sallyport_schema_version (version) VALUES (2);
