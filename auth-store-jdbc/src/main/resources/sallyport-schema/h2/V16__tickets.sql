-- Sallyport, schema version 16, for H2: single-use tickets, as digests, and which address a user showed to be theirs.

CREATE TABLE sallyport_ticket (
    digest      VARCHAR NOT NULL PRIMARY KEY,
    kind        VARCHAR NOT NULL,
    subject     VARCHAR NOT NULL,
    audience    VARCHAR NOT NULL,
    address     VARCHAR,
    name        VARCHAR,
    expires_at  BIGINT NOT NULL
);
CREATE UNIQUE INDEX sallyport_ticket_subject ON sallyport_ticket (subject, kind, audience);
CREATE INDEX sallyport_ticket_expires ON sallyport_ticket (expires_at);

CREATE TABLE sallyport_verified_email (
    user_id      VARCHAR NOT NULL PRIMARY KEY,
    address      VARCHAR NOT NULL,
    verified_at  BIGINT NOT NULL
);

INSERT INTO sallyport_schema_version (version) VALUES (16);
