package dev.sallyport;

import dev.sallyport.access.RequestLimits;
import dev.sallyport.activity.Activity;
import dev.sallyport.apikey.ApiKeys;
import dev.sallyport.audit.AuditLog;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.authenticate.Authenticator;
import dev.sallyport.authenticate.Credential;
import dev.sallyport.authenticate.CredentialKinds;
import dev.sallyport.client.Clients;
import dev.sallyport.grant.Accounts;
import dev.sallyport.grant.Introspections;
import dev.sallyport.grant.LeakReports;
import dev.sallyport.grant.Logins;
import dev.sallyport.grant.OwnServices;
import dev.sallyport.grant.Revocations;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.manage.TenantManagers;
import dev.sallyport.operator.Operators;
import dev.sallyport.scope.RoleCatalog;
import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.secret.MasterKeyRotation;
import dev.sallyport.secret.Secret;
import dev.sallyport.session.BrowserCookies;
import dev.sallyport.session.Sessions;
import dev.sallyport.tenant.ServiceAccounts;
import dev.sallyport.tenant.Tenants;
import dev.sallyport.token.SigningKeys;
import dev.sallyport.token.TokenPolicy;
import dev.sallyport.user.SecondFactorPolicy;
import dev.sallyport.user.SecondFactors;
import dev.sallyport.user.Users;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * API authentication for one application: the one object to build, and the way to every part of it.
 *
 * <pre>{@code
 * Sallyport auth = Sallyport.builder()
 *         .issuer("https://api.example.com")
 *         .scopes("reports:read", "reports:generate")
 *         .stores(JdbcStores.of(dataSource))
 *         .masterKey(MasterKey.fromEnv("SALLYPORT_MASTER_KEY"))
 *         .build();
 * }</pre>
 *
 * <p>Safe for use by many threads. Close it when the application stops.
 */
public final class Sallyport implements AutoCloseable {
    final Assembly parts;
    private final AtomicBoolean closed = new AtomicBoolean();

    Sallyport(Assembly parts) {
        this.parts = parts;
    }

    public static SallyportBuilder builder() {
        return new SallyportBuilder();
    }

    /**
     * Turns a credential into a caller. One that was seen before is answered without I/O and cryptography.
     *
     * @param credential an access token or an API key, as it came, without the scheme
     * @param address the client's, for bounding failures; IPv6 as its /64
     */
    public AuthenticationResult authenticate(String credential, String address) {
        return authenticate(Secret.of(credential), ClientAddress.of(address));
    }

    /** The same for a credential that is a secret from where it came in. */
    public AuthenticationResult authenticate(Secret credential, ClientAddress address) {
        return authenticate(credentialKinds().inHeader(credential), address);
    }

    /** Authenticates a credential whose kind is known, except a cookie. */
    public AuthenticationResult authenticate(Credential credential, ClientAddress address) {
        return authenticator().authenticate(credential, address);
    }

    /**
     * Turns the value of a login cookie into a caller; what counts as a token or key does not count here.
     *
     * @param value as it came
     * @param address the client's, for bounding failures; IPv6 as its /64
     */
    public AuthenticationResult authenticateCookie(String value, String address) {
        return authenticator().authenticateCookie(Secret.of(value), ClientAddress.of(address));
    }

    /**
     * The same for 1 to {@link Authenticator#MAX_COOKIES} values of one cookie, of which other hosts of the site may have set all but one: the
     * last one that is genuine counts.
     */
    public AuthenticationResult authenticateCookies(
            BrowserCookies.Kind kind, List<Secret> values, ClientAddress address) {
        return authenticator().authenticateCookies(kind, values, address);
    }

    private Authenticator authenticator() {
        return parts.authentication.authenticator();
    }

    /** Tells the kind of a presented credential. */
    public CredentialKinds credentialKinds() {
        return parts.authentication.credentialKinds();
    }

    /**
     * Acts of a caller on their own keys, sessions, password and second factor. Each act checks that the caller may do it;
     * {@link #apiKeys}, {@link #sessions}, {@link #users} and {@link #secondFactors} ask nobody.
     */
    public OwnServices self() {
        return parts.grants.own();
    }

    /** Actions of operators, the people who run the system for others; empty unless the builder's {@code operators(…)} turned them on. */
    public Optional<Operators> operators() {
        return Optional.ofNullable(parts.operators);
    }

    /** From a login to a token, and the end of a session. */
    public Logins logins() {
        return parts.grants.logins();
    }

    /** Keys, for code that the application trusts. */
    public ApiKeys apiKeys() {
        return parts.features.apiKeys().keys();
    }

    /** The policy that says which roles need a second factor. */
    public SecondFactorPolicy secondFactorPolicy() {
        return parts.settings.authentication().secondFactor();
    }

    /** Tenants as a whole, for code that the application trusts. */
    public Tenants tenants() {
        return parts.features.tenants().tenants();
    }

    /** Service accounts, for code that the application trusts. */
    public ServiceAccounts serviceAccounts() {
        return parts.features.tenants().accounts();
    }

    /** Actions of the managers of a tenant; empty unless the builder's {@code tenantKeys(…)} turned them on. */
    public Optional<TenantManagers> tenantManagers() {
        return Optional.ofNullable(parts.managers);
    }

    /** Second factors, for code that the application trusts. */
    public SecondFactors secondFactors() {
        return parts.features.users().secondFactors();
    }

    /** Ends credentials for whoever holds them. */
    public Revocations revocations() {
        return parts.grants.revocations();
    }

    /** Tells clients about credentials of others. */
    public Introspections introspections() {
        return parts.grants.introspections();
    }

    /** Reports of leaked credentials; empty unless the builder's {@code leakReports(…)} turned them on. */
    public Optional<LeakReports> leakReports() {
        return Optional.ofNullable(parts.grants.leakReports());
    }

    /** Accounts that people set up with tickets; empty unless the builder's {@code accounts(…)} turned them on. */
    public Optional<Accounts> accounts() {
        return Optional.ofNullable(parts.grants.accounts());
    }

    /** Clients, for code that the application trusts. */
    public Clients clients() {
        return parts.features.clients();
    }

    /** Sessions, for code that the application trusts. */
    public Sessions sessions() {
        return parts.features.sessions().sessions();
    }

    /**
     * The users in the store.
     *
     * @throws IllegalStateException when the application brought a directory of its own
     */
    public Users users() {
        return Optional.ofNullable(parts.features.users().users())
                .orElseThrow(() -> new IllegalStateException(
                        "Users are kept by the userDirectory(…) that was given to the builder; manage them there"));
    }

    /** Rotation, revocation and publication of the keys that sign tokens. */
    public SigningKeys signingKeys() {
        return parts.features.tokens().signingKeys();
    }

    /** How far a change of the master key is. */
    public MasterKeyRotation masterKeyRotation() {
        return parts.masterKeyRotation;
    }

    /** Every scope there is. */
    public ScopeCatalog scopes() {
        return parts.scopes;
    }

    /** Every role there is. */
    public RoleCatalog roles() {
        return parts.features.roles();
    }

    /** Counts requests against the limits that concern them. */
    public RequestLimits requestLimits() {
        return parts.requestLimits;
    }

    /** Where audit events go: to the stores and to the {@code auditSink}. Outside a transaction it never fails. */
    public AuditSink audit() {
        return parts.audit;
    }

    /** The events that the stores keep, by owner, credential and time. */
    public AuditLog auditLog() {
        return parts.stores.auditLog();
    }

    /** Reports requests and logins, for counting or tracing. */
    public Activity activity() {
        return parts.activity;
    }

    /** Tells whether this instance is open and has seen the store's changes within {@code maxStaleness}; for probes, without I/O. */
    public boolean isReady() {
        return !closed.get() && parts.changes.isFresh(clock().millis());
    }

    /** How this instance is doing; no I/O. */
    public Health health() {
        return Health.of(parts);
    }

    /**
     * Removes what is over now, as the background thread does every minute by itself: for tests with a clock of their own, and
     * for an operator who does not want to wait. A part that fails is logged and left.
     *
     * @return how many rows went, those that went with them not counted
     */
    public int purge() {
        return parts.upkeep.purge();
    }

    /** The value of {@code iss} in every token. */
    public String issuer() {
        return parts.features.tokens().policy().issuer();
    }

    /** The settings of tokens and their keys. */
    public TokenPolicy tokenPolicy() {
        return parts.features.tokens().policy();
    }

    public InstantSource clock() {
        return parts.environment.clock();
    }

    /**
     * For an application with a directory of its own: a user's roles, tenant, state or password changed. It holds at once on this
     * node and is made known to the others, and logins of that user that are under way open nothing.
     *
     * @throws dev.sallyport.change.StoreException when the backend fails
     */
    public void ownerChanged(String id) {
        parts.ownerChanged(id);
    }

    /** Ends the background threads, writes what is still to be written, and closes stores, signal and limiter. Closing twice does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            accounts().ifPresent(Accounts::close);
            parts.changes.close();
            parts.upkeep.close();
            parts.stores.close();
            parts.limiter.close();
        }
    }
}
