package dev.sallyport.store.jdbc;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.secret.Secret;
import dev.sallyport.session.Session;
import dev.sallyport.user.StoredUser;
import dev.sallyport.user.User;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Rows for tests. */
final class Rows {
    static final Instant NOW = Instant.parse("2026-01-31T23:59:58.123457Z");

    private Rows() {}

    static StoredUser user(String id, String login, long version) {
        return new StoredUser(User.of(id, login).withRoles(Set.of("viewer")), Secret.of("hash"), version);
    }

    static ApiKey key(String id, String owner) {
        return ApiKey.of(id, owner, "app", "name", NOW);
    }

    static Session session(String id, String owner, String label) {
        return Session.of(id, owner, NOW, NOW).withCredential("key", label).withAmr(List.of("pwd"));
    }
}
