package dev.sallyport.user;

import org.jspecify.annotations.Nullable;

/**
 * The settings of users and of how they prove who they are. Immutable.
 *
 * @param directory the application's own; null where users are kept in the stores
 * @param displayName as authenticator apps show the application
 * @param audience the application whose devices are known here
 */
public record UserSettings(
        @Nullable UserDirectory directory,
        PasswordPolicy passwords,
        HashingPolicy hashing,
        AttemptPolicy attempts,
        AttemptPolicy clientAttempts,
        String displayName,
        String audience) {}
