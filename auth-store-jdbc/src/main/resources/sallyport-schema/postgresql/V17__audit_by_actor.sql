-- Sallyport, schema version 17, for PostgreSQL: the audit log by who did it and by what happened.

CREATE INDEX sallyport_audit_actor ON sallyport_audit (actor, happened_at, id);
CREATE INDEX sallyport_audit_type ON sallyport_audit (type, happened_at, id);

INSERT INTO sallyport_schema_version (version) VALUES (17);
