package dev.sallyport.user;

import java.util.function.Consumer;

/**
 * Whatever rests on a user, told inside the transaction of the change, with their id. Immutable.
 *
 * @param factorRemoved their second factor is gone
 * @param accessChanged their password, login or e-mail is another, or they are disabled: what was handed out to let them in by other
 *     ways ends
 */
public record UserDependents(Consumer<String> factorRemoved, Consumer<String> accessChanged) {}
