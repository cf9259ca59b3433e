package dev.sallyport.testing;

import dev.sallyport.scope.ScopeSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user that a test needs: made when there is none of that name, and otherwise brought into line with what is said here.
 * Immutable.
 *
 * @param name the login, and the id of a user that is made: 1 to 64 characters of {@code A-Z a-z 0-9 . _ : @ -}
 * @param roles null leaves them: none for a new user, except those that {@code scopes} need
 * @param scopes what their credential is restricted to; null for all that their roles grant
 * @param tenant null leaves it
 */
public record Person(
        String name,
        @Nullable Set<String> roles,
        @Nullable ScopeSet scopes,
        @Nullable String tenant) {

    public Person {
        roles = roles == null ? null : Set.copyOf(roles);
    }

    /** Without roles, when they are new. */
    public static Person named(String name) {
        Set<String> unchanged = null;
        ScopeSet all = null;
        String asItIs = null;
        return new Person(name, unchanged, all, asItIs);
    }

    /** With these roles of the application and no others. */
    public Person withRoles(String... names) {
        return new Person(name, Set.of(names), scopes, tenant);
    }

    /**
     * With a credential for these scopes alone. Where no roles are named, the person gets every role of the application that
     * grants one of them, since users have scopes by their roles only.
     *
     * @throws IllegalArgumentException when one is no scope
     */
    public Person withScopes(String... names) {
        return new Person(name, roles, ScopeSet.of(names), tenant);
    }

    public Person withTenant(String value) {
        return new Person(name, roles, scopes, value);
    }
}
