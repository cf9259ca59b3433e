-- Sallyport, schema version 3, for MariaDB: codes from authenticator apps, and recovery codes.

CREATE TABLE IF NOT EXISTS sallyport_second_factor (
    owner_id       VARCHAR(250) NOT NULL PRIMARY KEY,
    sealed_seed    MEDIUMTEXT NOT NULL,
    created_at     BIGINT NOT NULL,
    confirmed_at   BIGINT,
    last_step      BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS sallyport_recovery_code (
    owner_id       VARCHAR(250) NOT NULL,
    digest         VARCHAR(64) NOT NULL,
    PRIMARY KEY (owner_id, digest),
    FOREIGN KEY (owner_id) REFERENCES sallyport_second_factor (owner_id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

INSERT IGNORE INTO sallyport_schema_version (version) VALUES (3);
