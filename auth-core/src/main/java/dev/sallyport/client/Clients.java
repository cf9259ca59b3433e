package dev.sallyport.client;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.environment.Environment;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.page.Page;
import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.SecretDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Clients, for code that the application trusts. Those of another application on the same stores do not exist here. A change holds
 * for tokens that are out already: at once on this node, and on the others when they learn of it. Safe for use by many threads.
 */
@CheckReturnValue
public final class Clients {
    private static final int MAX_LISTED = 10_000;
    private static final Duration MAX_OVERLAP = Duration.ofDays(30);

    private final ClientTypes types;
    private final ClientStore store;
    private final ClientCheck rules;
    private final ClientSecrets secrets;
    private final ClientWrites writes;
    private final String audience;
    private final InstantSource clock;

    /** @param audience the application that the clients are of; several on the same stores each have their own */
    public Clients(
            ClientTypes types, ClientStore store, String audience, ScopeCatalog scopes, Environment environment) {
        this.types = types;
        this.store = store;
        this.rules = new ClientCheck(scopes);
        this.secrets = new ClientSecrets(environment.random());
        this.writes = new ClientWrites(store, audience, environment);
        this.audience = audience;
        this.clock = environment.clock();
    }

    /** The declared types. */
    public ClientTypes types() {
        return types;
    }

    /** Makes a client with an id and a secret of its own. Refused by field. */
    public Outcome<NewClient> create(ClientRequest request, Actor by) {
        return types.find(request.type())
                .map(type -> insert(request, type, secrets.newId(type), secrets.newSecret(type), by))
                .orElseGet(() -> Outcome.refused(unknownType()));
    }

    /**
     * Takes over a client that has its id and secret already. Each begins as its type says and has 16 characters or more; only
     * the digest of the secret is kept. Refused by field.
     */
    public Outcome<NewClient> importPair(ClientRequest request, String id, Secret secret, Actor by) {
        ClientType type = types.find(request.type()).orElse(null);
        if (type == null) {
            return Outcome.refused(unknownType());
        }
        List<FieldError> errors = ClientCheck.errorsOfPair(type, id, secret);
        return errors.isEmpty() ? insert(request, type, id, secret, by) : Outcome.refused(Refusal.invalid(errors));
    }

    /** The scopes that the requested client would get; none for an unknown type. */
    public ScopeSet scopesOf(ClientRequest request) {
        ScopeSet named = request.scopes();
        return named != null
                ? named
                : types.find(request.type()).map(ClientType::scopes).orElse(ScopeSet.none());
    }

    /** Changes the name, the scopes or the grants of a client. Refused by field; a change without effect writes nothing. */
    public Outcome<Client> update(String id, Update update, Actor by) {
        Optional<Client> current = find(id);
        if (current.isEmpty()) {
            return Outcome.refused(Refusal.notFound());
        }
        List<FieldError> errors = rules.errors(
                update, types.find(current.get().type()).map(ClientType::grants).orElse(Set.of()));
        Optional<String> fault = types.faultOf(update.applyTo(current.get()));
        if (errors.isEmpty() && fault.isPresent()) {
            errors = List.of(new FieldError("scopes", "too_large", fault.get()));
        }
        return errors.isEmpty()
                ? writes.change(id, AuditEvent.Type.CLIENT_CHANGED, by, update::applyTo)
                : Outcome.refused(Refusal.invalid(errors));
    }

    private Outcome<NewClient> insert(ClientRequest request, ClientType type, String id, Secret secret, Actor by) {
        ScopeSet granted = scopesOf(request);
        List<FieldError> errors = rules.errors(request, type, granted);
        if (!errors.isEmpty()) {
            return Outcome.refused(Refusal.invalid(errors));
        }
        Instant now = clock.instant();
        Client client = new Client(
                id,
                type.name(),
                request.name(),
                request.tenant(),
                granted,
                request.grants(),
                List.of(new Client.StoredSecret(secret.digest(), now, null)),
                now,
                null,
                audience);
        Optional<String> fault = types.faultOf(client);
        if (fault.isPresent()) {
            return Outcome.refused(Refusal.invalid(List.of(new FieldError("scopes", "too_large", fault.get()))));
        }
        writes.insert(client, by);
        return Outcome.done(new NewClient(client, secret));
    }

    /** Whatever its state. */
    public Optional<Client> find(String id) {
        return writes.find(id);
    }

    /** The first 10,000, by id. */
    public List<Client> list() {
        return store.list(audience, MAX_LISTED);
    }

    /** Lists a page of clients. Refused by field when the text is invalid or the cursor belongs to another query. */
    public Outcome<Page<Client>> list(ClientQuery query) {
        ClientQuery ours = query.withAudience(audience);
        List<FieldError> errors = ours.errors();
        return errors.isEmpty() ? Outcome.done(store.list(ours)) : Outcome.refused(Refusal.invalid(errors));
    }

    /**
     * Makes a new secret; the newest one before it goes on for the overlap, older ones end now, so that there are never more than
     * two. Refused when there is no such client, or under {@code overlap} when that is longer than 30 days.
     *
     * @param overlap zero ends the old secret at once
     */
    public Outcome<NewClient> rotateSecret(String id, Duration overlap, Actor by) {
        if (overlap.isNegative() || overlap.compareTo(MAX_OVERLAP) > 0) {
            return Outcome.refused(Refusal.invalid(List.of(
                    new FieldError("overlap", "invalid", "An overlap is 0 to " + MAX_OVERLAP.toDays() + " days."))));
        }
        Optional<ClientType> type = find(id).flatMap(client -> types.find(client.type()));
        if (type.isEmpty()) {
            return Outcome.refused(Refusal.notFound());
        }
        Secret secret = secrets.newSecret(type.get());
        return writes.change(
                        id,
                        AuditEvent.Type.CLIENT_SECRET_ROTATED,
                        by,
                        client -> client.withSecrets(
                                ClientSecrets.rotated(client, secret.digest(), overlap, clock.instant())))
                .map(client -> new NewClient(client, secret));
    }

    /** Ends one secret, such as one that leaked; the client's other secret, and its tokens, go on. */
    public Outcome<Client> revokeSecret(String id, SecretDigest digest, Actor by) {
        return writes.change(
                id,
                AuditEvent.Type.CLIENT_SECRET_REVOKED,
                by,
                client -> client.withSecrets(client.secrets().stream()
                        .filter(secret -> !secret.digest().equals(digest))
                        .toList()));
    }

    /** It gets no tokens, and those it has count no more, until it is enabled again. */
    public Outcome<Client> disable(String id, Actor by) {
        return writes.change(
                id,
                AuditEvent.Type.CLIENT_DISABLED,
                by,
                client -> client.disabledAt() == null ? client.disabled(clock.instant()) : client);
    }

    public Outcome<Client> enable(String id, Actor by) {
        return writes.change(id, AuditEvent.Type.CLIENT_ENABLED, by, client -> client.disabled(null));
    }

    /** For good; its tokens count no more. */
    public Outcome<Client> delete(String id, Actor by) {
        return writes.delete(id, by);
    }

    /**
     * The enabled client of that id and secret, after the same work whether there is one or not.
     *
     * @throws dev.sallyport.change.StoreException when the backend fails
     */
    public Optional<Client> authenticate(String id, Secret secret) {
        return holder(id, secret).filter(client -> client.disabledAt() == null);
    }

    /**
     * The client of that id and secret, disabled or not: for ending the secret, not for letting anybody in.
     *
     * @throws dev.sallyport.change.StoreException when the backend fails
     */
    public Optional<Client> holder(String id, Secret secret) {
        Client client = ClientCheck.isId(id) ? find(id).orElse(null) : null;
        return ClientSecrets.match(client, secret.digest(), clock.instant())
                ? Optional.ofNullable(client)
                : Optional.empty();
    }

    private static Refusal unknownType() {
        return Refusal.invalid(List.of(new FieldError("type", "unknown", "There is no such type of client.")));
    }

    /**
     * Changes to a client. Immutable.
     *
     * @param name for people, 1 to 100 characters; null to keep it
     * @param scopes upper bound of the scopes of its tokens; null to keep them
     * @param grants OAuth 2.0 grants that it may use, of those of its type; null to keep them
     */
    public record Update(
            @Nullable String name,
            @Nullable ScopeSet scopes,
            @Nullable Set<String> grants) {
        public Update {
            grants = grants == null ? null : Set.copyOf(grants);
        }

        /** An update that changes nothing. */
        public static Update nothing() {
            ScopeSet same = null;
            Set<String> sameGrants = null;
            return new Update(null, same, sameGrants);
        }

        public Update withName(String value) {
            return new Update(value, scopes, grants);
        }

        public Update withScopes(ScopeSet value) {
            return new Update(name, value, grants);
        }

        public Update withGrants(Set<String> value) {
            return new Update(name, scopes, value);
        }

        Client applyTo(Client client) {
            return client.changed(
                    name == null ? client.name() : name,
                    scopes == null ? client.scopes() : scopes,
                    grants == null ? client.grants() : grants);
        }
    }
}
