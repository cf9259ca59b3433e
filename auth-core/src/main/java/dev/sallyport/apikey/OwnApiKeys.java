package dev.sallyport.apikey;

import dev.sallyport.audit.Actor;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.SecretDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may do with API keys of their own. Managing them takes a person with a session; a key, or a token that was made
 * from one, may only look at and revoke itself. Another owner's key does not exist here. Safe for use by many threads.
 */
@CheckReturnValue
public final class OwnApiKeys {
    private final ApiKeys keys;
    private final NewApiKey.Mint mint;
    private final Predicate<Caller> mayGrant;
    private final Predicate<Caller> stillIn;

    /**
     * @param mint of keys in the form of signed tokens
     * @param mayGrant whether a person may hand out what a key of theirs can do: not when the policy narrows it to others, nor
     *     when their own login has less than they have, since no credential may lead to one that can do more
     * @param stillIn whether their session is still there, read in the transaction that makes a key: a request that is under way
     *     while the owner ends their sessions and keys leaves no key behind
     */
    OwnApiKeys(ApiKeys keys, NewApiKey.Mint mint, Predicate<Caller> mayGrant, Predicate<Caller> stillIn) {
        this.keys = keys;
        this.mint = mint;
        this.mayGrant = mayGrant;
        this.stillIn = stillIn;
    }

    /** Open to every person: what a new key must be like. */
    public Outcome<KeyTerms.Own> terms(Caller caller) {
        return asPerson(caller, () -> Outcome.done(keys.terms(caller.id(), caller.tenant())));
    }

    public Outcome<NewApiKey> create(Caller caller, KeyRequest request, String address) {
        return asManager(
                caller, () -> keys.create(caller.id(), request, actor(caller, address), () -> stillIn.test(caller)));
    }

    /** A key in the form of a signed token; it must expire. */
    public Outcome<NewApiKey> createToken(Caller caller, KeyRequest request, String address) {
        return asManager(
                caller,
                () -> keys.create(caller.id(), request, mint, actor(caller, address), () -> stillIn.test(caller)));
    }

    /** A key sees itself only. */
    public Outcome<List<ApiKey>> list(Caller caller) {
        return switch (caller.kind()) {
            case USER -> Outcome.done(keys.list(caller.id()));
            case API_KEY, SERVICE ->
                Outcome.done(
                        caller.credentialId() == null
                                ? List.of()
                                : keys.find(caller.credentialId()).stream().toList());
            case CLIENT, EMBED -> Outcome.refused(needsPerson());
        };
    }

    public Outcome<ApiKey> get(Caller caller, String id) {
        return visible(caller, id).<Outcome<ApiKey>>map(Outcome::done).orElseGet(OwnApiKeys::notFound);
    }

    public Outcome<ApiKey> update(Caller caller, String id, KeyUpdate update, String address) {
        return asManager(caller, () -> keys.updateOf(self(caller), id, update, actor(caller, address)));
    }

    public Outcome<NewApiKey> rotate(Caller caller, String id, Duration overlap, String address) {
        return asManager(
                caller,
                () -> keys.findOf(self(caller), id)
                        .map(key -> keys.rotate(key, overlap, actor(caller, address)))
                        .orElseGet(OwnApiKeys::notFound));
    }

    /** Open to every person, whatever their login may do, and the one change that a key may make: to end itself. */
    public Outcome<ApiKey> revoke(Caller caller, String id, @Nullable String reason, String address) {
        if (caller.kind().isKey()) {
            return id.equals(caller.credentialId()) ? keys.revoke(id, reason, actor(caller, address)) : notFound();
        }
        return asPerson(caller, () -> keys.revokeOf(self(caller), id, reason, actor(caller, address)));
    }

    /** Tells whether the text is that very key, secret part included. */
    public boolean isTextOf(ApiKey key, String text) {
        return keys.findByDigest(SecretDigest.of(text))
                .filter(found -> found.id().equals(key.id()))
                .isPresent();
    }

    /** The id of the caller's key whose text that is, secret part included. */
    public Optional<String> idOfText(Caller caller, String text) {
        return keys.findByDigest(SecretDigest.of(text))
                .filter(key -> caller.kind().isKey()
                        ? key.id().equals(caller.credentialId())
                        : key.owner().equals(self(caller)))
                .map(ApiKey::id);
    }

    private Optional<ApiKey> visible(Caller caller, String id) {
        return switch (caller.kind()) {
            case USER -> keys.findOf(self(caller), id);
            case API_KEY, SERVICE -> id.equals(caller.credentialId()) ? keys.find(id) : Optional.empty();
            case CLIENT, EMBED -> Optional.empty();
        };
    }

    private <T> Outcome<T> asManager(Caller caller, Supplier<Outcome<T>> act) {
        return asPerson(caller, () -> mayGrant.test(caller) ? act.get() : Outcome.refused(mayNotGrant()));
    }

    private static <T> Outcome<T> asPerson(Caller caller, Supplier<Outcome<T>> act) {
        return caller.kind() == CallerKind.USER && caller.sessionId() != null
                ? act.get()
                : Outcome.refused(needsPerson());
    }

    private static ApiKey.Owner self(Caller person) {
        return ApiKey.Owner.user(person.id());
    }

    private static Actor actor(Caller caller, String address) {
        return new Actor(caller.id(), address);
    }

    private static Refusal needsPerson() {
        return Refusal.of(Refusal.Cause.FORBIDDEN, "Keys are managed by a person who logged in.");
    }

    private static Refusal mayNotGrant() {
        return Refusal.of(
                Refusal.Cause.FORBIDDEN,
                "This login may not make or change keys: log in with all of your scopes, and with your second factor, or ask"
                        + " who may.");
    }

    private static <T> Outcome<T> notFound() {
        return Outcome.refused(Refusal.notFound());
    }
}
