-- Sallyport, schema version 9, for PostgreSQL: keys for keyed hashes, sealed, which outlive the master key.

CREATE TABLE sallyport_kept_key (
    name           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    sealed         TEXT NOT NULL
);

INSERT INTO sallyport_schema_version (version) VALUES (9);
