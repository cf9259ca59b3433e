package dev.sallyport;

import dev.sallyport.apikey.ApiKeyServices;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.authenticate.AuthenticationServices;
import dev.sallyport.change.ChangeSignal;
import dev.sallyport.client.ClientType;
import dev.sallyport.grant.LoginPolicy;
import dev.sallyport.limit.RateLimiter;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.Scope;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Vault;
import dev.sallyport.session.SessionServices;
import dev.sallyport.stores.Stores;
import dev.sallyport.token.TokenPolicy;
import dev.sallyport.user.UserDirectory;
import dev.sallyport.user.UserServices;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@link Sallyport}. Only the issuer is required; what is left out is strict. Each method answers this builder.
 * A value that is set twice counts as it was set last; functions and lists add up. For one thread; settings are checked together
 * in {@link #build}.
 */
public final class SallyportBuilder extends PolicySettings<SallyportBuilder> {
    private final Map<Scope, String> scopes = new LinkedHashMap<>();
    private final List<Role> roles = new ArrayList<>();
    private final List<ClientType> clientTypes = new ArrayList<>();
    private String keyPrefix = "sp_key";
    private Start start = Start.USUAL;
    private InstantSource clock = InstantSource.system();
    private SecureRandom random = new SecureRandom();
    private AuditSink auditSink = AuditSink.logging();
    private @Nullable UserDirectory userDirectory;
    private @Nullable RateLimiter rateLimiter;
    private @Nullable ChangeSignal changeSignal;
    private @Nullable String issuer;
    private @Nullable String displayName;
    private @Nullable Stores stores;
    private @Nullable Object resource;
    private @Nullable MasterKey masterKey;
    private boolean developmentMode;

    SallyportBuilder() {}

    @Override
    SallyportBuilder self() {
        return this;
    }

    /** Required: this API's base URL, such as {@code https://api.example.com}; {@code iss} of its tokens. */
    public SallyportBuilder issuer(String value) {
        issuer = value;
        return this;
    }

    /** The application's name as authenticator apps show it, such as {@code Acme Reports}. Default: the issuer's host. */
    public SallyportBuilder displayName(String value) {
        displayName = DisplayName.checked(value);
        return this;
    }

    /** Adds scopes to the catalogue, without descriptions. */
    public SallyportBuilder scopes(String... names) {
        for (String name : names) {
            scopes.putIfAbsent(new Scope(name), "");
        }
        return this;
    }

    /** Adds a scope with a sentence that says what it grants. */
    public SallyportBuilder scope(String name, String description) {
        scopes.put(new Scope(name), description);
        return this;
    }

    /** Adds roles; their scopes must be in the catalogue. */
    public SallyportBuilder roles(Role... more) {
        roles.addAll(List.of(more));
        return this;
    }

    /** Adds types of clients; their scopes must be in the catalogue. */
    public SallyportBuilder clientTypes(ClientType... more) {
        clientTypes.addAll(List.of(more));
        return this;
    }

    /** Where everything is kept. Left out: in memory, gone with the process. Closed with the {@link Sallyport}. */
    public SallyportBuilder stores(Stores value) {
        stores = value;
        return this;
    }

    /**
     * Where everything is kept, as a resource that a {@link dev.sallyport.stores.StoresProvider} on the class path makes stores of,
     * such as a data source with {@code sallyport-store-jdbc}. For wiring without code; in code {@link #stores} says the same with
     * types. Opened in {@link #build}; the resource itself stays the application's.
     */
    public SallyportBuilder storesIn(Object value) {
        resource = value;
        return this;
    }

    /** Required with durable stores: seals what must be read back. Keep it outside the database. */
    public SallyportBuilder masterKey(MasterKey value) {
        masterKey = value;
        return this;
    }

    /** For first steps with durable stores: makes a master key in {@code ./sallyport-development.key}. Never in production. */
    public SallyportBuilder developmentMode() {
        developmentMode = true;
        return this;
    }

    /**
     * Ends all tokens: drops every signing key unopened and makes a new one. For the one start after the master key was lost,
     * or when changing between HS256 and the other algorithms, with all other nodes stopped; take it out again afterwards, since
     * every start with it ends all tokens anew. API keys and passwords go on.
     */
    public SallyportBuilder replaceSigningKeys() {
        start = Start.REPLACE_SIGNING_KEYS;
        return this;
    }

    /**
     * Builds an instance for a tool that works on an application's database and knows few of its settings: it creates no signing key at
     * the start, and removes, rotates and seals nothing by itself, only on request.
     */
    public SallyportBuilder asTool() {
        start = Start.TOOL;
        return this;
    }

    /** Users that the application keeps itself. Left out: {@link dev.sallyport.user.Users} keeps them in the stores. */
    public SallyportBuilder userDirectory(UserDirectory value) {
        userDirectory = value;
        return this;
    }

    /** Where audit events go besides the stores, which keep them in any case. Left out: one log line each. */
    public SallyportBuilder auditSink(AuditSink value) {
        auditSink = value;
        return this;
    }

    /** What counts requests. Left out: this node alone, in bounded memory. Closed with the {@link Sallyport}. */
    public SallyportBuilder rateLimiter(RateLimiter value) {
        rateLimiter = value;
        return this;
    }

    /**
     * What tells the other nodes of changes sooner than their look every second. Left out: what the stores offer, if anything.
     * Closed with the {@link Sallyport}.
     */
    public SallyportBuilder changeSignal(ChangeSignal value) {
        changeSignal = value;
        return this;
    }

    /** How API keys begin: lower-case letters, digits and underscores. Default: {@code sp_key}. */
    public SallyportBuilder keyPrefix(String value) {
        keyPrefix = value;
        return this;
    }

    /** For tests: where time comes from. */
    public SallyportBuilder clock(InstantSource value) {
        clock = value;
        return this;
    }

    /** For tests: where randomness comes from. */
    public SallyportBuilder random(SecureRandom value) {
        random = value;
        return this;
    }

    /**
     * Checks all settings, makes the first signing key where there is none, and starts the background threads.
     *
     * @throws IllegalStateException when a required setting is missing or two contradict each other; the message says what to do
     * @throws IllegalArgumentException when a value is out of its range
     * @throws dev.sallyport.change.StoreException when the stores cannot be reached
     */
    public Sallyport build() {
        Settings settings = settings();
        BouncyCastleStart.load();
        if (resource == null) {
            return build(settings, stores == null ? InMemoryStores.create(clock) : stores);
        }
        if (stores != null) {
            throw new IllegalStateException("stores(…) and storesIn(…) exclude each other: keep one");
        }
        Stores opened = OfferedStores.in(resource);
        try {
            return build(settings, opened);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private Sallyport build(Settings settings, Stores backend) {
        Vault vault = Vault.of(EffectiveMasterKey.of(masterKey, developmentMode, backend, random), random);
        return new Sallyport(new Assembly(settings, backend, vault));
    }

    Settings settings() {
        TokenPolicy tokens = tokenPolicy();
        String name = DisplayName.of(displayName, tokens.issuer());
        return new Settings(
                new Settings.Rights(scopes, roles, clientTypes, operatorPolicyWhere(developmentMode), tenantKeyPolicy),
                tokens,
                loginSettings.apply(LoginPolicy.defaults(tokens.lifetime())),
                new SessionServices.Settings(sessionPolicy, refreshPolicy, cookiePolicy, tokens.audience()),
                new UserServices.Settings(
                        userDirectory,
                        passwordPolicy.forApplication(tokens.issuer()).withContextWords(name),
                        hashingPolicy,
                        attemptPolicy,
                        clientAttempts,
                        name,
                        tokens.audience()),
                new ApiKeyServices.Settings(keyPrefix, apiKeyPolicy, tokens.audience()),
                new AuthenticationServices.Settings(plans, secondFactorPolicy, failuresPerAddress, cacheSize),
                new Settings.Operation(limits, auditPolicy, leakPolicy, accountPolicy, maxStaleness, start),
                new Settings.Outside(clock, random, auditSink, rateLimiter, changeSignal));
    }

    private TokenPolicy tokenPolicy() {
        if (issuer == null) {
            throw new IllegalStateException(
                    "issuer is missing: add .issuer(\"https://api.example.com\") with this API's own base URL");
        }
        return tokenSettings.apply(TokenPolicy.defaults(issuer)).checked();
    }
}
