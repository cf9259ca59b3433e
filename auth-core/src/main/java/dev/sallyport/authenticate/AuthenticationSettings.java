package dev.sallyport.authenticate;

import dev.sallyport.limit.Plans;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.user.SecondFactorPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The settings of authentication. Immutable.
 *
 * @param plans null when there are none
 * @param failuresPerAddress how many bad credentials one address may present
 * @param cacheSize how many verified credentials are kept at most
 */
public record AuthenticationSettings(
        @Nullable Plans plans, SecondFactorPolicy secondFactor, RateLimit failuresPerAddress, int cacheSize) {}
