package dev.sallyport.store.jdbc;

import dev.sallyport.secret.Sealed;
import dev.sallyport.session.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A row of {@code sallyport_session}, read. */
final class SessionRow {
    /** The label of a key's unnamed session, which is an empty text: a database may take that for NULL. No other label has a line feed. */
    private static final String UNNAMED = "\n";

    private SessionRow() {}

    static Session.State readState(ResultSet row) throws SQLException {
        return new Session.State(
                row.getString("id"),
                row.getString("owner_id"),
                Cell.read(row, "amr", "id", Lines::readList),
                Micros.read(row, "expires_at"));
    }

    static Session read(ResultSet row) throws SQLException {
        return new Session(
                row.getString("id"),
                row.getString("owner_id"),
                row.getString("credential_id"),
                label(row.getString("label")),
                Cell.read(row, "amr", "id", Lines::readList),
                Micros.read(row, "auth_time"),
                Micros.read(row, "created_at"),
                Micros.read(row, "expires_at"),
                row.getString("address"),
                row.getString("user_agent"),
                Sealed.ofNullable(row.getString("reusable_token")),
                row.getString("audience"));
    }

    static @Nullable String storedLabel(@Nullable String label) {
        return label != null && label.isEmpty() ? UNNAMED : label;
    }

    private static @Nullable String label(@Nullable String stored) {
        return UNNAMED.equals(stored) ? "" : stored;
    }
}
