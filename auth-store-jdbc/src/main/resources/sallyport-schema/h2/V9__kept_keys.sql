-- Sallyport, schema version 9, for H2: keys for keyed hashes, sealed, which outlive the master key.

CREATE TABLE sallyport_kept_key (
    name           VARCHAR NOT NULL PRIMARY KEY,
    sealed         VARCHAR NOT NULL
);

INSERT INTO sallyport_schema_version (version) VALUES (9);
