-- Sallyport, schema version 8, for H2: which OAuth 2.0 grants a client may use, where it has fewer than its type.

ALTER TABLE sallyport_client ADD COLUMN grants VARCHAR;

INSERT INTO sallyport_schema_version (version) VALUES (8);
