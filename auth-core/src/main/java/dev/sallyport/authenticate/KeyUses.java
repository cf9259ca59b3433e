package dev.sallyport.authenticate;

import java.time.Instant;

/** Notes that API keys were used. Safe for use by many threads. */
@FunctionalInterface
interface KeyUses {
    /** No I/O: called for requests that are answered from the cache. */
    void mark(String keyId, Instant at);
}
