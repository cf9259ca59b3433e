package dev.sallyport.servlet;

import dev.sallyport.secret.Secret;
import dev.sallyport.user.User;
import dev.sallyport.user.UserDirectory;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Two users whose passwords cost nothing to check: hashing is tested where it is done. */
final class TestUsers implements UserDirectory {
    private final Map<String, User> byId = new ConcurrentHashMap<>();

    TestUsers() {
        add("ada", null, "analyst");
        add("vic", null, "viewer");
        add("7", "42", "analyst");
    }

    private void add(String id, @Nullable String tenant, String role) {
        String email = id + "@example.com";
        byId.put(id, new User(id, email, email, null, tenant, Set.of(role), Map.of(), true));
    }

    void disable(String id) {
        byId.computeIfPresent(
                id,
                (key, user) ->
                        new User(id, user.login(), user.email(), null, null, user.roles(), user.attributes(), false));
    }

    void setRole(String id, String role) {
        byId.computeIfPresent(
                id,
                (key, user) -> new User(
                        id, user.login(), user.email(), null, user.tenant(), Set.of(role), user.attributes(), true));
    }

    void plan(String id, String plan) {
        byId.computeIfPresent(id, (key, user) -> user.withAttributes(Map.of("plan", plan)));
    }

    @Override
    public Optional<User> findById(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public Optional<User> findByLogin(String loginOrEmail) {
        return byId.values().stream()
                .filter(user -> user.login().equalsIgnoreCase(loginOrEmail))
                .findFirst();
    }

    @Override
    public boolean passwordMatches(@Nullable User user, Secret password) {
        return user != null && password.equals(Secret.of(user.id() + "-demo-password"));
    }
}
