package dev.sallyport.user;

import dev.sallyport.secret.Secret;

/**
 * A user with what only the store and the password check see. Immutable.
 *
 * @param passwordHash a PHC string or another known format; empty when no password opens this account
 * @param version counts the updates, from 0
 */
public record StoredUser(User user, Secret passwordHash, long version) {}
