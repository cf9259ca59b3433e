package dev.sallyport.user;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person, or whatever else logs in with a password. Immutable.
 *
 * @param id never reused, never changed
 * @param login what they type to log in; compared without regard to case
 * @param email typed instead of the login; null when there is none
 * @param tenant null when they belong to none
 * @param roles names of the application's roles
 * @param attributes the application's own, by name
 * @param enabled false stops every credential of theirs at once
 */
public record User(
        String id,
        String login,
        @Nullable String email,
        @Nullable String name,
        @Nullable String tenant,
        Set<String> roles,
        Map<String, String> attributes,
        boolean enabled) {

    public User {
        roles = Set.copyOf(roles);
        attributes = Map.copyOf(attributes);
    }

    public User withLogin(String value) {
        return new User(id, value, email, name, tenant, roles, attributes, enabled);
    }

    public User withEmail(@Nullable String value) {
        return new User(id, login, value, name, tenant, roles, attributes, enabled);
    }

    public User withName(@Nullable String value) {
        return new User(id, login, email, value, tenant, roles, attributes, enabled);
    }

    public User withTenant(@Nullable String value) {
        return new User(id, login, email, name, value, roles, attributes, enabled);
    }

    public User withRoles(Set<String> values) {
        return new User(id, login, email, name, tenant, values, attributes, enabled);
    }

    public User withAttributes(Map<String, String> values) {
        return new User(id, login, email, name, tenant, roles, values, enabled);
    }

    public User withEnabled(boolean value) {
        return new User(id, login, email, name, tenant, roles, attributes, value);
    }

    /** An enabled user without roles, tenant or attributes. */
    public static User of(String id, String login) {
        String none = null;
        return new User(id, login, none, none, none, Set.of(), Map.of(), true);
    }
}
