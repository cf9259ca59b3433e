package dev.sallyport.store.jdbc;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.session.Session;
import dev.sallyport.user.StoredUser;
import dev.sallyport.user.User;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows for tests. */
final class Rows {
    static final Instant NOW = Instant.parse("2026-01-31T23:59:58.123457Z");

    private Rows() {}

    static StoredUser user(String id, String login, long version) {
        return new StoredUser(new User(id, login, null, null, null, Set.of("viewer"), Map.of(), true), "hash", version);
    }

    static ApiKey key(String id, String owner) {
        return new ApiKey(id, owner, "app", "name", null, null, null, NOW, null, null, null, null, null, null, 0);
    }

    static Session session(String id, String owner, String label) {
        return new Session(id, owner, "key", label, List.of("pwd"), NOW, NOW, NOW, null, null, null);
    }
}
