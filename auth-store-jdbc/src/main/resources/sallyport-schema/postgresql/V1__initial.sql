-- Sallyport, schema version 1, for PostgreSQL. Instants are microseconds since 1970-01-01T00:00:00Z (read them with to_timestamp(created_at / 1e6)).
-- Lists and maps are text, one entry per line.

CREATE TABLE sallyport_schema_version (
    version INTEGER NOT NULL PRIMARY KEY
);

CREATE TABLE sallyport_api_key (
    id             TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    digest         TEXT COLLATE "C" NOT NULL UNIQUE,
    owner_id       TEXT COLLATE "C" NOT NULL,
    audience       TEXT COLLATE "C" NOT NULL,
    name           TEXT NOT NULL,
    description    TEXT,
    scopes         TEXT,
    rate_limit     TEXT,
    created_at     BIGINT NOT NULL,
    expires_at     BIGINT,
    last_used_at   BIGINT,
    disabled_at    BIGINT,
    revoked_at     BIGINT,
    revoked_reason TEXT,
    replaces       TEXT COLLATE "C",
    version        BIGINT NOT NULL
);
CREATE INDEX sallyport_api_key_owner ON sallyport_api_key (owner_id, created_at);

CREATE TABLE sallyport_session (
    id             TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    owner_id       TEXT COLLATE "C" NOT NULL,
    credential_id  TEXT COLLATE "C",
    label          TEXT COLLATE "C",
    amr            TEXT NOT NULL,
    auth_time      BIGINT NOT NULL,
    created_at     BIGINT NOT NULL,
    expires_at     BIGINT NOT NULL,
    address        TEXT,
    user_agent     TEXT,
    reusable_token TEXT,
    UNIQUE (credential_id, label)
);
CREATE INDEX sallyport_session_owner ON sallyport_session (owner_id, created_at DESC, id);
CREATE INDEX sallyport_session_person ON sallyport_session (owner_id, credential_id, created_at DESC, id);
CREATE INDEX sallyport_session_credential ON sallyport_session (credential_id, created_at DESC, id);
CREATE INDEX sallyport_session_expiry ON sallyport_session (expires_at);

CREATE TABLE sallyport_signing_key (
    kid            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    period         BIGINT NOT NULL UNIQUE,
    algorithm      TEXT NOT NULL,
    created_at     BIGINT NOT NULL,
    active_at      BIGINT NOT NULL,
    sealed         TEXT NOT NULL
);

CREATE TABLE sallyport_user (
    id             TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    login          TEXT NOT NULL,
    email          TEXT,
    name           TEXT,
    tenant         TEXT,
    roles          TEXT NOT NULL,
    attributes     TEXT NOT NULL,
    enabled        BOOLEAN NOT NULL,
    password_hash  TEXT NOT NULL,
    version        BIGINT NOT NULL
);

-- Logins and e-mails share one space of names; here they are in lower case.
CREATE TABLE sallyport_user_name (
    name           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    user_id        TEXT COLLATE "C" NOT NULL REFERENCES sallyport_user (id) ON DELETE CASCADE
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
    kind           TEXT NOT NULL,
    subject        TEXT NOT NULL
);

-- One row. After restoring a back-up give it another incarnation, so that every node forgets what it has cached:
-- UPDATE sallyport_change_counter SET incarnation = gen_random_uuid()::text;
CREATE TABLE sallyport_change_counter (
    id             INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    head           BIGINT NOT NULL,
    incarnation    TEXT NOT NULL
);
INSERT INTO sallyport_change_counter (id, head, incarnation) VALUES (1, 0, gen_random_uuid()::text);

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
