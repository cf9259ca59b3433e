package dev.sallyport.user;

import dev.sallyport.secret.Secret;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user to be created. Immutable; checked when it is created, not here.
 *
 * @param id null for a random one; otherwise 1 to 64 characters of {@code A-Z a-z 0-9 . _ : @ -}
 * @param login 1 to 254 characters, unique among logins and e-mails
 * @param password null when none opens this account
 * @param email up to 254 characters, unique among logins and e-mails
 * @param name up to 200 characters
 * @param tenant up to 128 characters
 * @param roles names of roles that the application has, at most 64
 * @param attributes at most 32, names up to 64 and values up to 1,024 characters
 */
public record NewUser(
        @Nullable String id,
        String login,
        @Nullable Secret password,
        @Nullable String email,
        @Nullable String name,
        @Nullable String tenant,
        Set<String> roles,
        Map<String, String> attributes) {

    public NewUser {
        roles = Set.copyOf(roles);
        attributes = Map.copyOf(attributes);
    }

    /** With a random id, no password, and nothing else set. */
    public static NewUser of(String login) {
        String none = null;
        Secret unset = null;
        return new NewUser(none, login, unset, none, none, none, Set.of(), Map.of());
    }

    public NewUser withId(String value) {
        return new NewUser(value, login, password, email, name, tenant, roles, attributes);
    }

    public NewUser withLogin(String value) {
        return new NewUser(id, value, password, email, name, tenant, roles, attributes);
    }

    public NewUser withPassword(Secret value) {
        return new NewUser(id, login, value, email, name, tenant, roles, attributes);
    }

    public NewUser withEmail(String value) {
        return new NewUser(id, login, password, value, name, tenant, roles, attributes);
    }

    public NewUser withName(String value) {
        return new NewUser(id, login, password, email, value, tenant, roles, attributes);
    }

    public NewUser withTenant(String value) {
        return new NewUser(id, login, password, email, name, value, roles, attributes);
    }

    public NewUser withRoles(String... values) {
        return new NewUser(id, login, password, email, name, tenant, Set.of(values), attributes);
    }

    public NewUser withAttributes(Map<String, String> values) {
        return new NewUser(id, login, password, email, name, tenant, roles, values);
    }
}
