package dev.sallyport.session;

import dev.sallyport.scope.ScopeSet;
import org.jspecify.annotations.Nullable;

/**
 * A genuine refresh token of a live session, not yet used. Only {@link RefreshFamilies} makes one. Immutable.
 */
public final class RefreshUse {
    private final RefreshFamily family;
    private final Session session;
    private final long generation;
    private final byte[] key;

    RefreshUse(RefreshFamily family, Session session, long generation, byte[] key) {
        this.family = family;
        this.session = session;
        this.generation = generation;
        this.key = key;
    }

    /** Whose tokens these are. */
    public Session session() {
        return session;
    }

    /** What the login was given at the most; null for all of its owner's. */
    public @Nullable ScopeSet scopes() {
        return family.scopes();
    }

    /** Whether this is the token that its session is refreshed with next; false when it is spent. */
    public boolean isCurrent() {
        return generation == family.generation();
    }

    RefreshFamily family() {
        return family;
    }

    long generation() {
        return generation;
    }

    byte[] key() {
        return key;
    }
}
