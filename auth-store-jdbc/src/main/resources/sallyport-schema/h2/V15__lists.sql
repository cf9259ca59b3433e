-- Sallyport, schema version 15, for H2: what lists and searches go by, and whose API keys are. name_key is a name as it is searched, in
-- lower case; the role, the name and the tenant of a user are repeated where an index needs them. Nodes of the version before write none of
-- it: once the last of them is gone, the statements that write rows can be run again, and find what those nodes wrote.

ALTER TABLE sallyport_user ADD COLUMN name_key VARCHAR;
ALTER TABLE sallyport_user_name ADD COLUMN tenant VARCHAR;
ALTER TABLE sallyport_api_key ADD COLUMN owner_kind VARCHAR DEFAULT 'USER' NOT NULL;
ALTER TABLE sallyport_api_key ADD COLUMN created_by VARCHAR;
ALTER TABLE sallyport_api_key ADD COLUMN tenant VARCHAR;
ALTER TABLE sallyport_api_key ADD COLUMN name_key VARCHAR;
ALTER TABLE sallyport_client ADD COLUMN name_key VARCHAR;

CREATE TABLE sallyport_user_role (
    role           VARCHAR NOT NULL,
    user_id        VARCHAR NOT NULL REFERENCES sallyport_user (id) ON DELETE CASCADE,
    tenant         VARCHAR,
    PRIMARY KEY (role, user_id)
);
CREATE INDEX sallyport_user_role_user ON sallyport_user_role (user_id);
CREATE INDEX sallyport_user_role_tenant ON sallyport_user_role (tenant, role, user_id);

UPDATE sallyport_user SET name_key = LEFT(LOWER(name), 200) WHERE name IS NOT NULL;
UPDATE sallyport_user_name SET tenant = (SELECT u.tenant FROM sallyport_user u WHERE u.id = user_id);
DELETE FROM sallyport_user_role;
INSERT INTO sallyport_user_role (role, user_id, tenant)
    SELECT DISTINCT REGEXP_SUBSTR(u.roles, '.+', 1, CAST(line.n AS INTEGER)), u.id, u.tenant
    FROM sallyport_user u, (SELECT * FROM SYSTEM_RANGE(1, 64)) line (n)
    WHERE REGEXP_SUBSTR(u.roles, '.+', 1, CAST(line.n AS INTEGER)) IS NOT NULL;
UPDATE sallyport_api_key SET name_key = LEFT(LOWER(name), 200), created_by = COALESCE(created_by, owner_id),
    tenant = (SELECT u.tenant FROM sallyport_user u WHERE u.id = owner_id) WHERE owner_kind = 'USER';
UPDATE sallyport_client SET name_key = LEFT(LOWER(name), 200);

CREATE INDEX sallyport_user_tenant ON sallyport_user (tenant, id);
CREATE INDEX sallyport_user_tenant_state ON sallyport_user (tenant, enabled, id);
CREATE INDEX sallyport_user_state ON sallyport_user (enabled, id);
CREATE INDEX sallyport_user_display ON sallyport_user (name_key, id);
CREATE INDEX sallyport_user_tenant_display ON sallyport_user (tenant, name_key, id);
CREATE INDEX sallyport_user_name_tenant ON sallyport_user_name (tenant, name);
CREATE INDEX sallyport_api_key_audience ON sallyport_api_key (audience, created_at, id);
CREATE INDEX sallyport_api_key_name ON sallyport_api_key (audience, name_key, id);
CREATE INDEX sallyport_api_key_ended ON sallyport_api_key (audience, expires_at, id);
CREATE INDEX sallyport_api_key_stopped ON sallyport_api_key (audience, revoked_at, id);
CREATE INDEX sallyport_api_key_disabled ON sallyport_api_key (audience, disabled_at, id);
CREATE INDEX sallyport_api_key_tenant ON sallyport_api_key (tenant, created_at, id);
CREATE INDEX sallyport_api_key_tenant_name ON sallyport_api_key (tenant, name_key, id);
CREATE INDEX sallyport_session_audience ON sallyport_session (audience, created_at, id);
CREATE INDEX sallyport_client_name ON sallyport_client (audience, name_key, id);
CREATE INDEX sallyport_client_type ON sallyport_client (audience, type, id);
CREATE INDEX sallyport_client_tenant ON sallyport_client (tenant, id);

INSERT INTO sallyport_schema_version (version) VALUES (15);
