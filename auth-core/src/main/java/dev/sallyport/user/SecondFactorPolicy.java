package dev.sallyport.user;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Who must have a second factor. Immutable.
 *
 * @param requiredForRoles whoever has one of these roles can, without a second factor, log in to enrol one and do nothing else
 */
public record SecondFactorPolicy(Set<String> requiredForRoles) {
    /** What an authentication by a second factor says of itself (RFC 8176). */
    public static final String METHOD = "otp";

    public SecondFactorPolicy {
        requiredForRoles = Set.copyOf(requiredForRoles);
    }

    /** A second factor is everybody's own choice. */
    public static SecondFactorPolicy defaults() {
        return new SecondFactorPolicy(Set.of());
    }

    /** Whoever has one of these roles needs a second factor. */
    public SecondFactorPolicy requiredFor(String... roles) {
        return new SecondFactorPolicy(Set.of(roles));
    }

    /** Whether somebody with these roles who logged in like this may use their rights. */
    public boolean isMetBy(Collection<String> roles, List<String> amr) {
        return amr.contains(METHOD) || Collections.disjoint(requiredForRoles, roles);
    }
}
