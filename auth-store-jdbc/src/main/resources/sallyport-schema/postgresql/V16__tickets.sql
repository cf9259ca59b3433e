-- Sallyport, schema version 16, for PostgreSQL: single-use tickets, as digests, and which address a user showed to be theirs.

CREATE TABLE sallyport_ticket (
    digest      TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    kind        TEXT COLLATE "C" NOT NULL,
    subject     TEXT COLLATE "C" NOT NULL,
    audience    TEXT COLLATE "C" NOT NULL,
    address     TEXT,
    name        TEXT,
    expires_at  BIGINT NOT NULL
);
CREATE UNIQUE INDEX sallyport_ticket_subject ON sallyport_ticket (subject, kind, audience);
CREATE INDEX sallyport_ticket_expires ON sallyport_ticket (expires_at);

CREATE TABLE sallyport_verified_email (
    user_id      TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    address      TEXT NOT NULL,
    verified_at  BIGINT NOT NULL
);

INSERT INTO sallyport_schema_version (version) VALUES (16);
