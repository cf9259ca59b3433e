-- Sallyport, schema version 11, for H2: which application a session, a cookie, a client and a leak report belong to, by the audience
-- of its tokens. Several applications can share these tables; what belongs to another one is unknown to each of them. Rows of before
-- belong to none: who was logged in logs in again, and clients that are to go on are given to their application by hand:
--   UPDATE sallyport_client SET audience = 'https://api.example.com' WHERE audience IS NULL;

ALTER TABLE sallyport_session ADD COLUMN IF NOT EXISTS audience VARCHAR;
ALTER TABLE sallyport_browser_cookie ADD COLUMN IF NOT EXISTS audience VARCHAR;
ALTER TABLE sallyport_client ADD COLUMN IF NOT EXISTS audience VARCHAR;
ALTER TABLE sallyport_leak_report ADD COLUMN IF NOT EXISTS audience VARCHAR;
CREATE INDEX IF NOT EXISTS sallyport_client_audience ON sallyport_client (audience, id);
CREATE INDEX IF NOT EXISTS sallyport_leak_report_audience ON sallyport_leak_report (audience);

MERGE INTO sallyport_schema_version (version) KEY (version) VALUES (11);
