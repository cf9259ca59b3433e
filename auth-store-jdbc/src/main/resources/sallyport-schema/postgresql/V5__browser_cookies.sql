-- Sallyport, schema version 5, for PostgreSQL: cookies by which browsers stay logged in. One that opens a session goes with it.

CREATE TABLE sallyport_browser_cookie (
    digest         TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    owner_id       TEXT COLLATE "C" NOT NULL,
    session_id     TEXT COLLATE "C" REFERENCES sallyport_session (id) ON DELETE CASCADE,
    idle_until     BIGINT NOT NULL,
    expires_at     BIGINT NOT NULL
);
CREATE INDEX sallyport_browser_cookie_session ON sallyport_browser_cookie (session_id);
CREATE INDEX sallyport_browser_cookie_owner ON sallyport_browser_cookie (owner_id, expires_at);
CREATE INDEX sallyport_browser_cookie_idle ON sallyport_browser_cookie (idle_until);

INSERT INTO sallyport_schema_version (version) VALUES (5);
