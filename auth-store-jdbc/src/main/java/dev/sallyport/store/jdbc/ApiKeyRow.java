package dev.sallyport.store.jdbc;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.page.SearchText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** A row of {@code sallyport_api_key}, in a table of its own or joined to others. */
final class ApiKeyRow {
    /** The columns of a key {@code k} in a row that holds others as well. */
    static final String JOINED = """
            k.id AS key_id, k.owner_id AS key_owner_id, k.audience AS key_audience, k.name AS key_name,
            k.description AS key_description, k.scopes AS key_scopes, k.rate_limit AS key_rate_limit,
            k.created_at AS key_created_at, k.expires_at AS key_expires_at, k.last_used_at AS key_last_used_at,
            k.disabled_at AS key_disabled_at, k.revoked_at AS key_revoked_at, k.revoked_reason AS key_revoked_reason,
            k.replaces AS key_replaces, k.version AS key_version, k.owner_kind AS key_owner_kind,
            k.created_by AS key_created_by, k.tenant AS key_tenant""";

    private static final String PREFIX = "key_";

    private ApiKeyRow() {}

    /** Binds the columns that INSERT and UPDATE write. */
    static <T extends SqlStatement<T>> T bind(T statement, ApiKey key) {
        return statement
                .bind("id", key.id())
                .bind("name", key.name())
                .bind("nameKey", SearchText.key(key.name()))
                .bind("description", key.description())
                .bind("scopes", ScopeText.of(key.scopes()))
                .bind(
                        "rateLimit",
                        key.rateLimit() == null ? null : key.rateLimit().toString())
                .bind("createdAt", Micros.of(key.createdAt()))
                .bind("expiresAt", Micros.ofNullable(key.expiresAt()))
                .bind("disabledAt", Micros.ofNullable(key.disabledAt()))
                .bind("revokedAt", Micros.ofNullable(key.revokedAt()))
                .bind("revokedReason", key.revokedReason())
                .bind("replaces", key.replaces())
                .bind("version", key.version());
    }

    /** The key among {@link #JOINED}; null where there is none. */
    static @Nullable ApiKey readJoined(ResultSet row) throws SQLException {
        return row.getString(PREFIX + "id") == null ? null : read(row, PREFIX);
    }

    static ApiKey read(ResultSet row) throws SQLException {
        return read(row, "");
    }

    private static ApiKey read(ResultSet row, String prefix) throws SQLException {
        String ownerId = row.getString(prefix + "owner_id");
        return ApiKey.builder(
                        row.getString(prefix + "id"),
                        ownerId,
                        row.getString(prefix + "audience"),
                        row.getString(prefix + "name"),
                        Micros.read(row, prefix + "created_at"))
                .owned(
                        Cell.read(row, prefix + "owner_kind", prefix + "id", ApiKey.OwnerKind::valueOf),
                        Objects.requireNonNullElse(row.getString(prefix + "created_by"), ownerId),
                        row.getString(prefix + "tenant"))
                .description(row.getString(prefix + "description"))
                .scopes(ScopeText.read(row.getString(prefix + "scopes")))
                .rateLimit(Cell.readNullable(row, prefix + "rate_limit", prefix + "id", RateLimit::parse))
                .expiresAt(Micros.readNullable(row, prefix + "expires_at"))
                .lastUsedAt(Micros.readNullable(row, prefix + "last_used_at"))
                .disabledAt(Micros.readNullable(row, prefix + "disabled_at"))
                .revoked(Micros.readNullable(row, prefix + "revoked_at"), row.getString(prefix + "revoked_reason"))
                .replaces(row.getString(prefix + "replaces"))
                .version(row.getLong(prefix + "version"))
                .build();
    }
}
