package dev.sallyport.servlet.rule;

import dev.sallyport.access.AccessRule;

/**
 * What holds for one method. Immutable.
 *
 * @param isAnnotated whether someone wrote the demand down, rather than it being what holds where nothing is said
 */
public record MethodRule(AccessRule rule, boolean isAnnotated) {
    /** What holds where nothing is said: any valid credential. */
    public static MethodRule unannotated() {
        return new MethodRule(AccessRule.authenticated(), false);
    }

    /** For what cannot be read or makes no sense: nobody. */
    public static MethodRule closed() {
        return new MethodRule(AccessRule.closed(), true);
    }
}
