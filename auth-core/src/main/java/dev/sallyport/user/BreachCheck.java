package dev.sallyport.user;

import dev.sallyport.secret.Secret;

/**
 * Asks whether a password is known from a breach, for example a local list or a k-anonymous service. Must be safe for use by
 * many threads and bound its own time. What it throws is logged, and the password passes: a service that is down must not keep
 * people from changing a password.
 */
@FunctionalInterface
public interface BreachCheck {
    boolean isBreached(Secret password);
}
