package dev.sallyport.grant;

import dev.sallyport.secret.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A login of a browser. Immutable; printing it shows no secret.
 *
 * @param value of the cookie
 * @param lifetime of the cookie at the most
 * @param lacksSecondFactor whether the cookie opens nothing before the code came
 * @param newDevice for the client to keep; null when it has one or needs none
 */
public record CookieLogin(
        Secret value,
        Duration lifetime,
        boolean lacksSecondFactor,
        @Nullable Secret newDevice) {}
