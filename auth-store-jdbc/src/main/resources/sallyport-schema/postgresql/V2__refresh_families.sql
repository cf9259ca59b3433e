-- Sallyport, schema version 2, for PostgreSQL: refresh tokens. A family is gone when its session is.

CREATE TABLE sallyport_refresh_family (
    session_id     TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES sallyport_session (id) ON DELETE CASCADE,
    sealed_key     TEXT NOT NULL,
    scopes         TEXT,
    generation     BIGINT NOT NULL,
    grace_until    BIGINT NOT NULL,
    expires_at     BIGINT NOT NULL
);

INSERT INTO sallyport_schema_version (version) VALUES (2);
