package dev.sallyport.user;

import dev.sallyport.secret.Secret;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where users come from. {@link Users} keeps them in the stores; an application that has users of its own implements this and
 * hands it to the builder. Must be safe for use by many threads. What it throws is answered as "unavailable".
 *
 * <p>When a user of a foreign directory changes (roles, enabled, password), call {@code Sallyport.ownerChanged(id)}: it holds
 * at once then, and otherwise within 30 seconds.
 */
public interface UserDirectory {
    Optional<User> findById(String id);

    /** @param loginOrEmail as typed; the comparison is without regard to case */
    Optional<User> findByLogin(String loginOrEmail);

    /**
     * Tells whether this is the user's password. It must do the same work for a null user, so that an unknown name takes as long as
     * a wrong password.
     *
     * @param user null when the login is unknown; the answer is then false
     */
    boolean passwordMatches(@Nullable User user, Secret password);

    /**
     * How long {@link #passwordMatches} takes for the user for whom it takes longest, with room to spare: no failed login is
     * answered sooner, so that users whose hashes take longer than others' look like the rest and like unknown names. Asked at
     * every failed login. Zero where the grid of failures is long enough.
     */
    default Duration longestCheck() {
        return Duration.ZERO;
    }

    /**
     * Called after a login by password went through, and never after one that did not: the place for what a right password
     * makes possible, such as replacing an outdated hash, since {@link #passwordMatches} is also asked for accounts that are
     * disabled or locked, and must do there what it does for a wrong password. What this throws is logged and fails no login.
     */
    default void passwordAccepted(User user, Secret password) {}
}
