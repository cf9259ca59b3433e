-- Sallyport, schema version 17, for MariaDB: the audit log by who did it and by what happened.

CREATE INDEX IF NOT EXISTS sallyport_audit_actor ON sallyport_audit (actor, happened_at, id);
CREATE INDEX IF NOT EXISTS sallyport_audit_type ON sallyport_audit (type, happened_at, id);

INSERT IGNORE INTO sallyport_schema_version (version) VALUES (17);
