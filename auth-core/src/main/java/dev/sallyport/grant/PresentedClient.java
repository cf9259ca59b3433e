package dev.sallyport.grant;

import dev.sallyport.secret.Secret;

/** An id and a secret as they came with a request; nothing is known of them. Immutable. */
public record PresentedClient(String id, Secret secret) {}
