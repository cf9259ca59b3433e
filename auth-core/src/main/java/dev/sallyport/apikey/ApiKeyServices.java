package dev.sallyport.apikey;

import dev.sallyport.caller.Caller;
import dev.sallyport.environment.Environment;
import dev.sallyport.scope.ScopeCatalog;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The services of API keys. Safe for use by many threads. */
public final class ApiKeyServices {
    /** Precision of the time at which a key was last used. */
    public static final Duration MARK_INTERVAL = LastUsed.INTERVAL;

    private final ApiKeys keys;
    private final ApiKeyPolicy policy;
    private final LastUsed lastUsed;

    /**
     * The settings of API keys. Immutable.
     *
     * @param prefix how the text of a key begins
     * @param audience the application that the keys are for; several on the same stores each have their own
     */
    public record Settings(String prefix, ApiKeyPolicy policy, String audience) {}

    private ApiKeyServices(ApiKeys keys, ApiKeyPolicy policy, LastUsed lastUsed) {
        this.keys = keys;
        this.policy = policy;
        this.lastUsed = lastUsed;
    }

    /**
     * @param owners finds owners as they are now
     * @param keyStopped called with the id of a key inside the transaction that revokes or disables it
     */
    public static ApiKeyServices open(
            Settings settings,
            ApiKeyStore store,
            ScopeCatalog catalog,
            KeyOwners owners,
            Consumer<String> keyStopped,
            Environment environment) {
        ApiKeys keys = new ApiKeys(
                new AudienceKeys(store, settings.audience(), settings.policy().maxPerOwner()),
                KeyFormat.of(settings.prefix()),
                settings.policy(),
                KeyScopes.of(catalog, owners),
                keyStopped::accept,
                environment);
        return new ApiKeyServices(keys, settings.policy(), new LastUsed(store, environment));
    }

    /** Keys, for code that the application trusts. */
    public ApiKeys keys() {
        return keys;
    }

    public ApiKeyPolicy policy() {
        return policy;
    }

    /** Tells whether the tenant or a service account of it has a live key of this application. */
    public boolean hasSharedKeys(String tenant) {
        return keys.hasShared(tenant);
    }

    /** Tells whether a text begins as this application's own keys do. It says nothing of its being genuine. */
    public boolean looksLikeKey(String text) {
        return keys.format().looksLike(text);
    }

    /** Tells whether a text is spelled as this application's own keys are, checksum included: all others are none. */
    public boolean isSpelledAsKey(String text) {
        return keys.format().idOf(text).isPresent();
    }

    /** Notes that a key was used; no I/O. It may be lost in a crash. */
    public void markUsed(String keyId, Instant at) {
        lastUsed.mark(keyId, at);
    }

    /**
     * Writes what was noted since the last call.
     *
     * @throws dev.sallyport.change.StoreException when the backend fails; the marks are kept for the next call
     */
    public void writeMarks() {
        lastUsed.flush();
    }

    /**
     * What callers may do with their own keys.
     *
     * @param mint of keys in the form of signed tokens
     * @param isFull whether a login has all that its owner has, so that no credential leads to one that can do more
     * @param stillIn whether the caller's session is still there, read in the transaction that makes a key
     */
    public OwnApiKeys own(NewApiKey.Mint mint, Predicate<Caller> isFull, Predicate<Caller> stillIn) {
        return new OwnApiKeys(keys, mint, policy.mayManage().and(isFull), stillIn);
    }
}
