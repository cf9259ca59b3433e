-- Sallyport, schema version 1, for H2. Instants are microseconds since 1970-01-01T00:00:00Z.
-- Lists and maps are text, one entry per line.

CREATE TABLE sallyport_schema_version (
    version INTEGER NOT NULL PRIMARY KEY
);

CREATE TABLE sallyport_api_key (
    id             VARCHAR NOT NULL PRIMARY KEY,
    digest         VARCHAR NOT NULL UNIQUE,
    owner_id       VARCHAR NOT NULL,
    audience       VARCHAR NOT NULL,
    name           VARCHAR NOT NULL,
    description    VARCHAR,
    scopes         VARCHAR,
    rate_limit     VARCHAR,
    created_at     BIGINT NOT NULL,
    expires_at     BIGINT,
    last_used_at   BIGINT,
    disabled_at    BIGINT,
    revoked_at     BIGINT,
    revoked_reason VARCHAR,
    replaces       VARCHAR,
    version        BIGINT NOT NULL
);
CREATE INDEX sallyport_api_key_owner ON sallyport_api_key (owner_id, created_at);

CREATE TABLE sallyport_session (
    id             VARCHAR NOT NULL PRIMARY KEY,
    owner_id       VARCHAR NOT NULL,
    credential_id  VARCHAR,
    label          VARCHAR,
    amr            VARCHAR NOT NULL,
    auth_time      BIGINT NOT NULL,
    created_at     BIGINT NOT NULL,
    expires_at     BIGINT NOT NULL,
    address        VARCHAR,
    user_agent     VARCHAR,
    reusable_token VARCHAR,
    UNIQUE (credential_id, label)
);
CREATE INDEX sallyport_session_owner ON sallyport_session (owner_id, created_at DESC, id);
CREATE INDEX sallyport_session_person ON sallyport_session (owner_id, credential_id, created_at DESC, id);
CREATE INDEX sallyport_session_credential ON sallyport_session (credential_id, created_at DESC, id);
CREATE INDEX sallyport_session_expiry ON sallyport_session (expires_at);

CREATE TABLE sallyport_signing_key (
    kid            VARCHAR NOT NULL PRIMARY KEY,
    period         BIGINT NOT NULL UNIQUE,
    algorithm      VARCHAR NOT NULL,
    created_at     BIGINT NOT NULL,
    active_at      BIGINT NOT NULL,
    sealed         VARCHAR NOT NULL
);

CREATE TABLE sallyport_user (
    id             VARCHAR NOT NULL PRIMARY KEY,
    login          VARCHAR NOT NULL,
    email          VARCHAR,
    name           VARCHAR,
    tenant         VARCHAR,
    roles          VARCHAR NOT NULL,
    attributes     VARCHAR NOT NULL,
    enabled        BOOLEAN NOT NULL,
    password_hash  VARCHAR NOT NULL,
    version        BIGINT NOT NULL
);

-- Logins and e-mails share one space of names; here they are in lower case.
CREATE TABLE sallyport_user_name (
    name           VARCHAR NOT NULL PRIMARY KEY,
    user_id        VARCHAR NOT NULL REFERENCES sallyport_user (id) ON DELETE CASCADE
);
CREATE INDEX sallyport_user_name_user ON sallyport_user_name (user_id);

-- Failed logins: at most 65,536 rows, made when first needed and never removed.
CREATE TABLE sallyport_attempt (
    slot           INTEGER NOT NULL PRIMARY KEY,
    window_start   BIGINT NOT NULL,
    attempts       INTEGER NOT NULL
);

CREATE TABLE sallyport_change (
    entry_number   BIGINT NOT NULL PRIMARY KEY,
    kind           VARCHAR NOT NULL,
    subject        VARCHAR NOT NULL
);

-- One row. After restoring a back-up give it another incarnation, so that every node forgets what it has cached:
-- UPDATE sallyport_change_counter SET incarnation = CAST(RANDOM_UUID() AS VARCHAR);
CREATE TABLE sallyport_change_counter (
    id             INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    head           BIGINT NOT NULL,
    incarnation    VARCHAR NOT NULL
);
INSERT INTO sallyport_change_counter (id, head, incarnation) VALUES (1, 0, CAST(RANDOM_UUID() AS VARCHAR));

-- 64 rows to lock; a name is hashed to one of them.
CREATE TABLE sallyport_lock (
    slot           INTEGER NOT NULL PRIMARY KEY
);
INSERT INTO sallyport_lock (slot) VALUES
    (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15),
    (16), (17), (18), (19), (20), (21), (22), (23), (24), (25), (26), (27), (28), (29), (30), (31),
    (32), (33), (34), (35), (36), (37), (38), (39), (40), (41), (42), (43), (44), (45), (46), (47),
    (48), (49), (50), (51), (52), (53), (54), (55), (56), (57), (58), (59), (60), (61), (62), (63);

INSERT INTO sallyport_schema_version (version) VALUES (1);
