package dev.sallyport.user;

import dev.sallyport.secret.Secret;

/**
 * A second factor to put into an authenticator app; shown once. Immutable.
 *
 * @param seed in base32
 * @param uri the same as an {@code otpauth:} URI, for a QR code; a secret too
 */
public record NewSecondFactor(Secret seed, Secret uri) {}
