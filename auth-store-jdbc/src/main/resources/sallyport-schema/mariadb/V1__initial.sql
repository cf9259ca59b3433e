-- Sallyport, schema version 1, for MariaDB. Instants are microseconds since 1970-01-01T00:00:00Z (read them with FROM_UNIXTIME(created_at / 1000000)).
-- Lists and maps are text, one entry per line.
-- MariaDB commits after every statement that changes the schema, so a file that fails half-way stays half done: every statement
-- of these files can run again, and the version is written last. Binary and without padding, so that ids which differ in case or
-- in a space at the end differ.

CREATE TABLE IF NOT EXISTS sallyport_schema_version (
    version INTEGER NOT NULL PRIMARY KEY
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS sallyport_api_key (
    id             VARCHAR(250) NOT NULL PRIMARY KEY,
    digest         VARCHAR(64) NOT NULL UNIQUE,
    owner_id       VARCHAR(250) NOT NULL,
    audience       TEXT NOT NULL,
    name           TEXT NOT NULL,
    description    TEXT,
    scopes         MEDIUMTEXT,
    rate_limit     TEXT,
    created_at     BIGINT NOT NULL,
    expires_at     BIGINT,
    last_used_at   BIGINT,
    disabled_at    BIGINT,
    revoked_at     BIGINT,
    revoked_reason TEXT,
    replaces       VARCHAR(250),
    version        BIGINT NOT NULL,
    INDEX sallyport_api_key_owner (owner_id, created_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS sallyport_session (
    id             VARCHAR(250) NOT NULL PRIMARY KEY,
    owner_id       VARCHAR(250) NOT NULL,
    credential_id  VARCHAR(250),
    label          VARCHAR(250),
    amr            TEXT NOT NULL,
    auth_time      BIGINT NOT NULL,
    created_at     BIGINT NOT NULL,
    expires_at     BIGINT NOT NULL,
    address        TEXT,
    user_agent     TEXT,
    reusable_token MEDIUMTEXT,
    UNIQUE (credential_id, label),
    INDEX sallyport_session_owner (owner_id, created_at DESC, id),
    INDEX sallyport_session_person (owner_id, credential_id, created_at DESC, id),
    INDEX sallyport_session_credential (credential_id, created_at DESC, id),
    INDEX sallyport_session_expiry (expires_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS sallyport_signing_key (
    kid            VARCHAR(250) NOT NULL PRIMARY KEY,
    period         BIGINT NOT NULL UNIQUE,
    algorithm      VARCHAR(64) NOT NULL,
    created_at     BIGINT NOT NULL,
    active_at      BIGINT NOT NULL,
    sealed         MEDIUMTEXT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS sallyport_user (
    id             VARCHAR(250) NOT NULL PRIMARY KEY,
    login          TEXT NOT NULL,
    email          TEXT,
    name           TEXT,
    tenant         TEXT,
    roles          MEDIUMTEXT NOT NULL,
    attributes     MEDIUMTEXT NOT NULL,
    enabled        BOOLEAN NOT NULL,
    password_hash  TEXT NOT NULL,
    version        BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- Logins and e-mails share one space of names; here they are in lower case.
CREATE TABLE IF NOT EXISTS sallyport_user_name (
    name           VARCHAR(254) NOT NULL PRIMARY KEY,
    user_id        VARCHAR(250) NOT NULL,
    FOREIGN KEY (user_id) REFERENCES sallyport_user (id) ON DELETE CASCADE,
    INDEX sallyport_user_name_user (user_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- Failed logins: at most 65,536 rows, made when first needed and never removed.
CREATE TABLE IF NOT EXISTS sallyport_attempt (
    slot           INTEGER NOT NULL PRIMARY KEY,
    window_start   BIGINT NOT NULL,
    attempts       INTEGER NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS sallyport_change (
    entry_number   BIGINT NOT NULL PRIMARY KEY,
    kind           VARCHAR(64) NOT NULL,
    subject        VARCHAR(250) NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- One row. After restoring a back-up give it another incarnation, so that every node forgets what it has cached:
-- UPDATE sallyport_change_counter SET incarnation = UUID();
CREATE TABLE IF NOT EXISTS sallyport_change_counter (
    id             INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    head           BIGINT NOT NULL,
    incarnation    VARCHAR(64) NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
INSERT IGNORE INTO sallyport_change_counter (id, head, incarnation) VALUES (1, 0, UUID());

-- 64 rows to lock; a name is hashed to one of them.
CREATE TABLE IF NOT EXISTS sallyport_lock (
    slot           INTEGER NOT NULL PRIMARY KEY
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
INSERT IGNORE INTO sallyport_lock (slot) VALUES
    (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15),
    (16), (17), (18), (19), (20), (21), (22), (23), (24), (25), (26), (27), (28), (29), (30), (31),
    (32), (33), (34), (35), (36), (37), (38), (39), (40), (41), (42), (43), (44), (45), (46), (47),
    (48), (49), (50), (51), (52), (53), (54), (55), (56), (57), (58), (59), (60), (61), (62), (63);

INSERT IGNORE INTO sallyport_schema_version (version) VALUES (1);
