package dev.sallyport.client;

import dev.sallyport.secret.Secret;

/** A client with a secret that was just made: the only time that it is shown. Immutable. */
public record NewClient(Client client, Secret secret) {}
