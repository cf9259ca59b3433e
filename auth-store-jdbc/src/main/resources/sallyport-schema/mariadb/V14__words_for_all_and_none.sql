-- Sallyport, schema version 14, for MariaDB: what was NULL for "all" and the empty text for "none" is a word now, so that nothing rests
-- on a difference that some settings of a database do not make. NULL grants nothing. The label of a key's unnamed session is a line feed.

UPDATE sallyport_api_key SET scopes = '"all"' WHERE scopes IS NULL;
UPDATE sallyport_api_key SET scopes = '"none"' WHERE scopes = '';
UPDATE sallyport_refresh_family SET scopes = '"all"' WHERE scopes IS NULL;
UPDATE sallyport_refresh_family SET scopes = '"none"' WHERE scopes = '';
UPDATE sallyport_client SET grants = '"all"' WHERE grants IS NULL;
UPDATE sallyport_client SET grants = '"none"' WHERE grants = '';
UPDATE sallyport_session SET label = CHAR(10 USING utf8mb4) WHERE label = '';

INSERT IGNORE INTO sallyport_schema_version (version) VALUES (14);
