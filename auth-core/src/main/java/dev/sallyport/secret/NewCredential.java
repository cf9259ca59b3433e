package dev.sallyport.secret;

/**
 * A credential just made, to be shown once. Immutable.
 *
 * @param id its public part: 12 characters of {@code 0-9A-Za-z}
 * @param secret the whole credential, id and checksum included
 */
public record NewCredential(String id, Secret secret) {}
