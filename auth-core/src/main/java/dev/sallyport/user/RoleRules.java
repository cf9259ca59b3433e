package dev.sallyport.user;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which roles a user can be given. Immutable.
 *
 * @param names of all roles there are
 * @param fault what is wrong with all that a user has together; empty when nothing is
 */
public record RoleRules(Set<String> names, Function<User, Optional<String>> fault) {
    public RoleRules {
        names = Set.copyOf(names);
    }

    /** These, in any number together. */
    public static RoleRules of(Set<String> names) {
        return new RoleRules(names, user -> Optional.empty());
    }
}
