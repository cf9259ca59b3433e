package dev.sallyport.authenticate;

import dev.sallyport.limit.RateLimiter;
import dev.sallyport.secret.Vault;
import dev.sallyport.stores.Stores;

/** What an instance keeps things in and counts with. Safe for use by many threads. */
public record Backends(Stores stores, Vault vault, RateLimiter limiter) {}
