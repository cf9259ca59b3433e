package dev.sallyport.apikey;

import dev.sallyport.caller.Caller;
import dev.sallyport.environment.Environment;
import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.CredentialFormat;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** The services of API keys. Safe for use by many threads. */
public record ApiKeyServices(ApiKeys keys, LastUsed lastUsed, CredentialFormat format, ApiKeyPolicy policy) {
    /**
     * @param scopesOfOwner what an owner has now; empty when there is no owner of that id
     * @param keyStopped called with the id of a key inside the transaction that revokes or disables it
     */
    public static ApiKeyServices open(
            ApiKeySettings settings,
            ApiKeyStore store,
            ScopeCatalog catalog,
            Function<String, Optional<ScopeSet>> scopesOfOwner,
            Consumer<String> keyStopped,
            Environment environment) {
        ApiKeys keys = new ApiKeys(
                settings, store, KeyScopes.of(catalog, scopesOfOwner::apply), keyStopped::accept, environment);
        return new ApiKeyServices(keys, new LastUsed(store, environment), keys.format(), settings.policy());
    }

    /**
     * What callers may do with their own keys.
     *
     * @param mint of keys in the form of signed tokens
     * @param isFull whether a login has all that its owner has, so that no credential leads to one that can do more
     * @param stillIn whether the caller's session is still there, read in the transaction that makes a key
     */
    public OwnApiKeys own(KeyMint mint, Predicate<Caller> isFull, Predicate<Caller> stillIn) {
        return new OwnApiKeys(keys, mint, policy.mayManage().and(isFull), stillIn);
    }
}
