package dev.sallyport.client;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.change.Change;
import dev.sallyport.change.Transaction;
import dev.sallyport.change.Transactions;
import dev.sallyport.environment.Environment;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.SecretDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Clients, for code that the application trusts. Those of another application on the same stores do not exist here. A change holds for tokens that are out already: at once on this node, and on the
 * others when they learn of it. Safe for use by many threads.
 */
@CheckReturnValue
public final class Clients {
    private static final int ID_BYTES = 16;
    private static final int SECRET_BYTES = 32;
    private static final int MAX_NAME = 100;
    private static final int MAX_TENANT = 128;
    private static final int MAX_LISTED = 10_000;
    private static final Duration MAX_OVERLAP = Duration.ofDays(30);
    private static final Pattern GIVEN = Pattern.compile("[A-Za-z0-9_.~-]{16,200}");
    /** Compared with when there is no such client, so that it costs as much as a wrong secret. */
    private static final SecretDigest NOBODYS = SecretDigest.of("");

    private final ClientTypes types;
    private final ClientStore store;
    private final Transactions transactions;
    private final String audience;
    private final ScopeCatalog scopes;
    private final InstantSource clock;
    private final SecureRandom random;
    private final AuditSink audit;

    /** @param audience the application that the clients are of; several on the same stores each have their own */
    public Clients(
            ClientTypes types, ClientStore store, String audience, ScopeCatalog scopes, Environment environment) {
        this.types = types;
        this.store = store;
        this.transactions = environment.transactions();
        this.audience = audience;
        this.scopes = scopes;
        this.clock = environment.clock();
        this.random = environment.random();
        this.audit = environment.audit();
    }

    /** The declared types. */
    public ClientTypes types() {
        return types;
    }

    /** Makes a client with an id and a secret of its own. Refused by field. */
    public Outcome<NewClient> create(ClientRequest request, Actor by) {
        return types.find(request.type())
                .map(type -> insert(request, type, type.idPrefix() + randomHex(ID_BYTES), newSecret(type), by))
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
        List<FieldError> errors = new ArrayList<>();
        checkGiven(errors, "id", id, type.idPrefix());
        checkGiven(errors, "secret", secret.reveal(), type.secretPrefix());
        return errors.isEmpty() ? insert(request, type, id, secret, by) : Outcome.refused(Refusal.invalid(errors));
    }

    private static void checkGiven(List<FieldError> errors, String field, String value, String prefix) {
        if (!value.startsWith(prefix) || !GIVEN.matcher(value).matches()) {
            errors.add(new FieldError(
                    field,
                    "invalid",
                    "This begins with " + prefix + " and has 16 to 200 letters, digits and _ . ~ - in all."));
        }
    }

    private Outcome<NewClient> insert(ClientRequest request, ClientType type, String id, Secret secret, Actor by) {
        ScopeSet granted = request.scopes() == null ? type.scopes() : request.scopes();
        List<FieldError> errors = new ArrayList<>();
        if (request.name().isBlank() || request.name().length() > MAX_NAME) {
            errors.add(new FieldError("name", "invalid", "A name has 1 to " + MAX_NAME + " characters."));
        }
        if (request.tenant() != null && !isTenant(request.tenant())) {
            errors.add(new FieldError(
                    "tenant", "invalid", "A tenant has 1 to " + MAX_TENANT + " characters and no control characters."));
        }
        ScopeSet unknown = scopes.unknownIn(granted);
        if (!unknown.isEmpty()) {
            errors.add(new FieldError("scopes", "unknown", "There is no scope named: " + unknown + "."));
        }
        if (request.grants() != null && !type.grants().containsAll(request.grants())) {
            errors.add(new FieldError(
                    "grants", "unknown", "Clients of this type have no other grants than: " + type.grants() + "."));
        }
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
                List.of(new ClientSecret(secret.digest(), now, null)),
                now,
                null,
                audience);
        Optional<String> fault = types.faultOf(client);
        if (fault.isPresent()) {
            return Outcome.refused(Refusal.invalid(List.of(new FieldError("scopes", "too_large", fault.get()))));
        }
        return transactions.inTransaction(transaction -> {
            store.insert(client);
            record(by, AuditEvent.Type.CLIENT_CREATED, id);
            return Outcome.done(new NewClient(client, secret));
        });
    }

    private static boolean isTenant(String tenant) {
        return !tenant.isEmpty()
                && tenant.length() <= MAX_TENANT
                && tenant.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }

    /** Whatever its state. */
    public Optional<Client> find(String id) {
        return store.find(id).filter(client -> audience.equals(client.audience()));
    }

    /** The first 10,000, by id. */
    public List<Client> list() {
        return store.list(audience, MAX_LISTED);
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
        Secret secret = newSecret(type.get());
        return change(id, AuditEvent.Type.CLIENT_SECRET_ROTATED, by, client -> {
                    Instant now = clock.instant();
                    List<ClientSecret> live = new ArrayList<>();
                    live.add(new ClientSecret(secret.digest(), now, null));
                    client.secrets().stream()
                            .filter(old -> !overlap.isZero() && old.isLiveAt(now))
                            .findFirst()
                            .map(old -> ending(old, now.plus(overlap)))
                            .ifPresent(live::add);
                    return client.withSecrets(live);
                })
                .map(client -> new NewClient(client, secret));
    }

    private static ClientSecret ending(ClientSecret secret, Instant at) {
        Instant end = secret.expiresAt() != null && secret.expiresAt().isBefore(at) ? secret.expiresAt() : at;
        return new ClientSecret(secret.digest(), secret.createdAt(), end);
    }

    /** Ends one secret, such as one that leaked; the client's other secret, and its tokens, go on. */
    public Outcome<Client> revokeSecret(String id, SecretDigest digest, Actor by) {
        return change(
                id,
                AuditEvent.Type.CLIENT_SECRET_REVOKED,
                by,
                client -> client.withSecrets(client.secrets().stream()
                        .filter(secret -> !secret.digest().equals(digest))
                        .toList()));
    }

    /** It gets no tokens, and those it has count no more, until it is enabled again. */
    public Outcome<Client> disable(String id, Actor by) {
        return change(
                id,
                AuditEvent.Type.CLIENT_DISABLED,
                by,
                client -> client.disabledAt() == null ? client.disabled(clock.instant()) : client);
    }

    public Outcome<Client> enable(String id, Actor by) {
        return change(id, AuditEvent.Type.CLIENT_ENABLED, by, client -> client.disabled(null));
    }

    /** For good; its tokens count no more. */
    public Outcome<Client> delete(String id, Actor by) {
        Optional<Client> found = transactions.inTransaction(transaction -> {
            transaction.lockOwner(id);
            Optional<Client> client = find(id);
            if (client.isPresent() && store.delete(id)) {
                transaction.changed(Change.owner(id));
                record(by, AuditEvent.Type.CLIENT_DELETED, id);
            }
            return client;
        });
        return found.map(Outcome::done).orElseGet(() -> Outcome.refused(Refusal.notFound()));
    }

    private Outcome<Client> change(String id, AuditEvent.Type type, Actor by, UnaryOperator<Client> change) {
        Optional<Client> changed = transactions.inTransaction(transaction -> {
            transaction.lockOwner(id);
            return find(id).flatMap(current -> {
                Client client = change.apply(current);
                // What changes nothing writes nothing.
                return client.equals(current) || write(client, type, by, transaction)
                        ? Optional.of(client)
                        : Optional.empty();
            });
        });
        return changed.map(Outcome::done).orElseGet(() -> Outcome.refused(Refusal.notFound()));
    }

    private boolean write(Client client, AuditEvent.Type type, Actor by, Transaction transaction) {
        transaction.changed(Change.owner(client.id()));
        boolean written = store.update(client);
        if (written) {
            record(by, type, client.id());
        }
        return written;
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
        SecretDigest digest = secret.digest();
        Client client = isId(id) ? find(id).orElse(null) : null;
        Instant now = clock.instant();
        List<ClientSecret> live = client == null
                ? List.of()
                : client.secrets().stream().filter(each -> each.isLiveAt(now)).toList();
        boolean matches = false;
        // Two comparisons whoever asks: a digest compares in constant time.
        for (int i = 0; i < 2; i++) {
            matches |= digest.equals(i < live.size() ? live.get(i).digest() : NOBODYS) && i < live.size();
        }
        return client != null && matches ? Optional.of(client) : Optional.empty();
    }

    private static boolean isId(String id) {
        return id.length() <= 200 && id.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }

    private Secret newSecret(ClientType type) {
        return Secret.of(type.secretPrefix() + randomHex(SECRET_BYTES));
    }

    private String randomHex(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void record(Actor by, AuditEvent.Type type, String id) {
        audit.record(by.event(clock.instant(), type, id, null, Map.of()));
    }

    private static Refusal unknownType() {
        return Refusal.invalid(List.of(new FieldError("type", "unknown", "There is no such type of client.")));
    }
}
