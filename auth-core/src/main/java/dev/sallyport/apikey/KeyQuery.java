package dev.sallyport.apikey;

import dev.sallyport.outcome.FieldError;
import dev.sallyport.page.Page;
import dev.sallyport.page.PageCursor;
import dev.sallyport.page.Place;
import dev.sallyport.page.SearchText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Query for a list of API keys. Immutable; a null component does not filter. Keys come newest first, with exceptions that let each list
 * follow an index: a text without an owner lists matching ids, then matching names; without owner, text and tenant, a range of expiry
 * or the state EXPIRED lists the earliest expiry first, and the states REVOKED and DISABLED list the most recently stopped first.
 *
 * @param audience the application they are for
 * @param text beginning of the id of a key, or of its name in any case
 * @param owner id of the owner
 * @param tenant the tenant of the keys
 * @param unusedSince matches keys neither used nor created since then
 * @param expiresFrom matches keys that expire then or later
 * @param expiresBefore matches keys that expire, or expired, before then
 * @param after cursor of the previous page; null for the beginning
 * @param limit maximum number of items in a page, 1 to 200
 */
public record KeyQuery(
        @Nullable String audience,
        @Nullable String text,
        @Nullable String owner,
        @Nullable String tenant,
        @Nullable State state,
        @Nullable Instant unusedSince,
        @Nullable Instant expiresFrom,
        @Nullable Instant expiresBefore,
        @Nullable PageCursor after,
        int limit) {

    /** State of a key; each key has exactly one. */
    public enum State {
        /** Usable. */
        LIVE,
        /** Disabled, neither revoked nor expired. */
        DISABLED,
        /** Revoked, expired or not. */
        REVOKED,
        /** Expired and not revoked. */
        EXPIRED;

        static State of(ApiKey key, Instant now) {
            if (key.revokedAt() != null) {
                return REVOKED;
            }
            if (key.isExpiredAt(now)) {
                return EXPIRED;
            }
            return key.disabledAt() != null ? DISABLED : LIVE;
        }
    }

    /** @throws IllegalArgumentException when the limit is out of its range */
    public KeyQuery {
        Page.requireLimit(limit);
    }

    /** The newest 50 of all. */
    public static KeyQuery all() {
        return new Copy().build();
    }

    public KeyQuery withAudience(@Nullable String value) {
        return changed(copy -> copy.audience = value);
    }

    public KeyQuery withText(@Nullable String value) {
        return changed(copy -> copy.text = value);
    }

    public KeyQuery withOwner(@Nullable String value) {
        return changed(copy -> copy.owner = value);
    }

    public KeyQuery withTenant(@Nullable String value) {
        return changed(copy -> copy.tenant = value);
    }

    public KeyQuery withState(@Nullable State value) {
        return changed(copy -> copy.state = value);
    }

    /** Limits the list to keys neither used nor created since then. */
    public KeyQuery unusedSince(@Nullable Instant value) {
        return changed(copy -> copy.unusedSince = value);
    }

    /** Limits the list to keys that expire, or expired, before then. */
    public KeyQuery expiringBefore(@Nullable Instant value) {
        return changed(copy -> copy.expiresBefore = value);
    }

    /** Limits the list to keys that expire then or later, so without keys that never expire. */
    public KeyQuery expiringFrom(@Nullable Instant value) {
        return changed(copy -> copy.expiresFrom = value);
    }

    /** Asks for the page after that cursor. */
    public KeyQuery after(@Nullable PageCursor value) {
        return changed(copy -> copy.after = value);
    }

    public KeyQuery withLimit(int value) {
        return changed(copy -> copy.limit = value);
    }

    /** Faults in the values of a caller, by field: {@code q} and {@code after}. */
    public List<FieldError> errors() {
        List<FieldError> errors = new ArrayList<>(SearchText.errors(text));
        errors.addAll(PageCursor.errors(after, list()));
        return errors;
    }

    /**
     * Requires an audience. For stores, which list one application at a time.
     *
     * @throws IllegalArgumentException when no audience is named
     */
    public void requireAudience() {
        if (audience == null) {
            throw new IllegalArgumentException("A list covers one application: name its audience");
        }
    }

    /** Name of the list that this page belongs to, without instants that advance from page to page. */
    public String list() {
        return "keys "
                + after(null)
                        .withLimit(1)
                        .unusedSince(moving(unusedSince))
                        .expiringFrom(moving(expiresFrom))
                        .expiringBefore(moving(expiresBefore));
    }

    private static @Nullable Instant moving(@Nullable Instant asked) {
        return asked == null ? null : Instant.EPOCH;
    }

    /** Orders of the list, one after the other. For stores. */
    public List<KeyOrder> orders() {
        if (owner == null && text != null) {
            return List.of(KeyOrder.ID, KeyOrder.NAME);
        }
        if (owner != null || tenant != null) {
            return List.of(KeyOrder.CREATED);
        }
        if (state == State.REVOKED) {
            return List.of(KeyOrder.REVOKED);
        }
        if (state == State.DISABLED) {
            return List.of(KeyOrder.DISABLED);
        }
        boolean byExpiry = state == State.EXPIRED || expiresFrom != null || expiresBefore != null;
        return List.of(byExpiry ? KeyOrder.EXPIRY : KeyOrder.CREATED);
    }

    /** Place of the key in the list; empty when it does not match. For stores. */
    public Optional<Place> placeOf(ApiKey key, Instant now) {
        boolean fits = fits(audience, key.audience())
                && fits(owner, key.ownerId())
                && fits(tenant, key.tenant())
                && (state == null || state == State.of(key, now))
                && isUnused(key)
                && expires(key)
                && (text == null || key.id().startsWith(text) || SearchText.begins(key.name(), text));
        return fits
                ? orders().stream()
                        .flatMap(order -> order.placeOf(key, text).stream())
                        .findFirst()
                : Optional.empty();
    }

    private static boolean fits(@Nullable String asked, @Nullable String found) {
        return asked == null || asked.equals(found);
    }

    private boolean isUnused(ApiKey key) {
        Instant last = Objects.requireNonNullElse(key.lastUsedAt(), key.createdAt());
        return unusedSince == null || last.isBefore(unusedSince);
    }

    private boolean expires(ApiKey key) {
        Instant end = key.expiresAt();
        return (expiresFrom == null || (end != null && !end.isBefore(expiresFrom)))
                && (expiresBefore == null || (end != null && end.isBefore(expiresBefore)));
    }

    private KeyQuery changed(Consumer<Copy> change) {
        Copy copy = new Copy();
        copy.audience = audience;
        copy.text = text;
        copy.owner = owner;
        copy.tenant = tenant;
        copy.state = state;
        copy.unusedSince = unusedSince;
        copy.expiresFrom = expiresFrom;
        copy.expiresBefore = expiresBefore;
        copy.after = after;
        copy.limit = limit;
        change.accept(copy);
        return copy.build();
    }

    /** Mutable copy, the only code that repeats all components. */
    private static final class Copy {
        private @Nullable String audience;
        private @Nullable String text;
        private @Nullable String owner;
        private @Nullable String tenant;
        private @Nullable State state;
        private @Nullable Instant unusedSince;
        private @Nullable Instant expiresFrom;
        private @Nullable Instant expiresBefore;
        private @Nullable PageCursor after;
        private int limit = Page.USUAL_LIMIT;

        KeyQuery build() {
            return new KeyQuery(
                    audience, text, owner, tenant, state, unusedSince, expiresFrom, expiresBefore, after, limit);
        }
    }
}
