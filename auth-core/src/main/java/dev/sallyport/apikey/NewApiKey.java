package dev.sallyport.apikey;

import dev.sallyport.secret.Secret;

/** A key that was just made. The secret is in this value only: nothing can show it again. Immutable. */
public record NewApiKey(ApiKey key, Secret secret) {}
