package dev.sallyport.apikey;

import dev.sallyport.limit.RateLimit;
import dev.sallyport.scope.ScopeSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The parts of a key that are to change; what is not named stays. Immutable. */
public final class KeyUpdate {
    private static final KeyUpdate NOTHING = new KeyUpdate(List.of());

    private final List<Consumer<KeyDraft>> parts;

    private KeyUpdate(List<Consumer<KeyDraft>> parts) {
        this.parts = parts;
    }

    public static KeyUpdate nothing() {
        return NOTHING;
    }

    public KeyUpdate name(String name) {
        return and(draft -> draft.name = name);
    }

    /** @param description null removes it */
    public KeyUpdate description(@Nullable String description) {
        return and(draft -> draft.description = description);
    }

    /** @param scopes null for all that the owner has */
    public KeyUpdate scopes(@Nullable ScopeSet scopes) {
        return and(draft -> draft.scopes = scopes);
    }

    /** @param expiresAt null for never */
    public KeyUpdate expiresAt(@Nullable Instant expiresAt) {
        return and(draft -> draft.expiresAt = expiresAt);
    }

    /** @param rateLimit null for none of its own */
    public KeyUpdate rateLimit(@Nullable RateLimit rateLimit) {
        return and(draft -> draft.rateLimit = rateLimit);
    }

    /** A disabled key is refused until it is enabled again. */
    public KeyUpdate enabled(boolean enabled) {
        return and(draft -> draft.enable(enabled));
    }

    private KeyUpdate and(Consumer<KeyDraft> part) {
        List<Consumer<KeyDraft>> more = new ArrayList<>(parts);
        more.add(part);
        return new KeyUpdate(List.copyOf(more));
    }

    void applyTo(KeyDraft draft) {
        parts.forEach(part -> part.accept(draft));
    }
}
