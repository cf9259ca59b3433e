-- Sallyport, schema version 9, for MariaDB: keys for keyed hashes, sealed, which outlive the master key.

CREATE TABLE IF NOT EXISTS sallyport_kept_key (
    name           VARCHAR(250) NOT NULL PRIMARY KEY,
    sealed         MEDIUMTEXT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

INSERT IGNORE INTO sallyport_schema_version (version) VALUES (9);
