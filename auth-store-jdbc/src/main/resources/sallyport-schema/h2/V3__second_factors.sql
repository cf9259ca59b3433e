-- Sallyport, schema version 3, for H2: codes from authenticator apps, and recovery codes.

CREATE TABLE sallyport_second_factor (
    owner_id       VARCHAR NOT NULL PRIMARY KEY,
    sealed_seed    VARCHAR NOT NULL,
    created_at     BIGINT NOT NULL,
    confirmed_at   BIGINT,
    last_step      BIGINT NOT NULL
);

CREATE TABLE sallyport_recovery_code (
    owner_id       VARCHAR NOT NULL REFERENCES sallyport_second_factor (owner_id) ON DELETE CASCADE,
    digest         VARCHAR NOT NULL,
    PRIMARY KEY (owner_id, digest)
);

INSERT INTO sallyport_schema_version (version) VALUES (3);
