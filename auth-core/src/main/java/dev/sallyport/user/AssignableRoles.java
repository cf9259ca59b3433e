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
public record AssignableRoles(Set<String> names, Function<User, Optional<String>> fault) {
    public AssignableRoles {
        names = Set.copyOf(names);
    }

    /** These, in any number together. */
    public static AssignableRoles of(Set<String> names) {
        return new AssignableRoles(names, user -> Optional.empty());
    }
}
