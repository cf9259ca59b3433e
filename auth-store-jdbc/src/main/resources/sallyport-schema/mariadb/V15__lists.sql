-- Sallyport, schema version 15, for MariaDB: what lists and searches go by, and whose API keys are. name_key is a name as it is searched, in
-- lower case; the role, the name and the tenant of a user are repeated where an index needs them. Nodes of the version before write none of
-- it: once the last of them is gone, the statements that write rows can be run again, and find what those nodes wrote.

-- An index needs columns of a bounded length.
ALTER TABLE sallyport_user MODIFY COLUMN tenant VARCHAR(250);
ALTER TABLE sallyport_user ADD COLUMN IF NOT EXISTS name_key VARCHAR(200);
ALTER TABLE sallyport_user_name ADD COLUMN IF NOT EXISTS tenant VARCHAR(250);
ALTER TABLE sallyport_api_key MODIFY COLUMN audience VARCHAR(512) NOT NULL;
ALTER TABLE sallyport_api_key ADD COLUMN IF NOT EXISTS owner_kind VARCHAR(64) NOT NULL DEFAULT 'USER';
ALTER TABLE sallyport_api_key ADD COLUMN IF NOT EXISTS created_by VARCHAR(250);
ALTER TABLE sallyport_api_key ADD COLUMN IF NOT EXISTS tenant VARCHAR(500);
ALTER TABLE sallyport_api_key ADD COLUMN IF NOT EXISTS name_key VARCHAR(200);
ALTER TABLE sallyport_client MODIFY COLUMN tenant VARCHAR(250);
ALTER TABLE sallyport_client ADD COLUMN IF NOT EXISTS name_key VARCHAR(200);

CREATE TABLE IF NOT EXISTS sallyport_user_role (
    role           VARCHAR(250) NOT NULL,
    user_id        VARCHAR(250) NOT NULL,
    tenant         VARCHAR(250),
    PRIMARY KEY (role, user_id),
    FOREIGN KEY (user_id) REFERENCES sallyport_user (id) ON DELETE CASCADE,
    INDEX sallyport_user_role_user (user_id),
    INDEX sallyport_user_role_tenant (tenant, role, user_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

UPDATE sallyport_user SET name_key = LEFT(LOWER(name), 200) WHERE name IS NOT NULL;
UPDATE sallyport_user_name SET tenant = (SELECT u.tenant FROM sallyport_user u WHERE u.id = user_id);
DELETE FROM sallyport_user_role;
INSERT INTO sallyport_user_role (role, user_id, tenant)
    WITH RECURSIVE line (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM line WHERE n < 64)
    SELECT DISTINCT SUBSTRING_INDEX(SUBSTRING_INDEX(u.roles, CHAR(10 USING utf8mb4), line.n), CHAR(10 USING utf8mb4), -1), u.id, u.tenant
    FROM sallyport_user u JOIN line
    WHERE line.n <= CHAR_LENGTH(u.roles) - CHAR_LENGTH(REPLACE(u.roles, CHAR(10 USING utf8mb4), ''));
UPDATE sallyport_api_key SET name_key = LEFT(LOWER(name), 200), created_by = COALESCE(created_by, owner_id),
    tenant = (SELECT u.tenant FROM sallyport_user u WHERE u.id = owner_id) WHERE owner_kind = 'USER';
UPDATE sallyport_client SET name_key = LEFT(LOWER(name), 200);

CREATE INDEX IF NOT EXISTS sallyport_user_tenant ON sallyport_user (tenant, id);
CREATE INDEX IF NOT EXISTS sallyport_user_tenant_state ON sallyport_user (tenant, enabled, id);
CREATE INDEX IF NOT EXISTS sallyport_user_state ON sallyport_user (enabled, id);
CREATE INDEX IF NOT EXISTS sallyport_user_display ON sallyport_user (name_key, id);
CREATE INDEX IF NOT EXISTS sallyport_user_tenant_display ON sallyport_user (tenant, name_key, id);
CREATE INDEX IF NOT EXISTS sallyport_user_name_tenant ON sallyport_user_name (tenant, name);
CREATE INDEX IF NOT EXISTS sallyport_api_key_audience ON sallyport_api_key (audience, created_at);
CREATE INDEX IF NOT EXISTS sallyport_api_key_name ON sallyport_api_key (audience, name_key);
CREATE INDEX IF NOT EXISTS sallyport_api_key_ended ON sallyport_api_key (audience, expires_at);
CREATE INDEX IF NOT EXISTS sallyport_api_key_stopped ON sallyport_api_key (audience, revoked_at);
CREATE INDEX IF NOT EXISTS sallyport_api_key_disabled ON sallyport_api_key (audience, disabled_at);
CREATE INDEX IF NOT EXISTS sallyport_api_key_tenant ON sallyport_api_key (tenant, created_at);
CREATE INDEX IF NOT EXISTS sallyport_api_key_tenant_name ON sallyport_api_key (tenant, name_key);
CREATE INDEX IF NOT EXISTS sallyport_session_audience ON sallyport_session (audience, created_at);
CREATE INDEX IF NOT EXISTS sallyport_client_name ON sallyport_client (audience, name_key);
CREATE INDEX IF NOT EXISTS sallyport_client_type ON sallyport_client (audience, type);
CREATE INDEX IF NOT EXISTS sallyport_client_tenant ON sallyport_client (tenant);

INSERT IGNORE INTO sallyport_schema_version (version) VALUES (15);
