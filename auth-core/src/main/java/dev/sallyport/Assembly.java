package dev.sallyport;

import dev.sallyport.access.RequestLimits;
import dev.sallyport.apikey.ApiKeys;
import dev.sallyport.apikey.LastUsed;
import dev.sallyport.apikey.OwnApiKeys;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.audit.GuardedAuditSink;
import dev.sallyport.authenticate.Authenticator;
import dev.sallyport.authenticate.ChangeTail;
import dev.sallyport.authenticate.ClientTokens;
import dev.sallyport.authenticate.CookieLoader;
import dev.sallyport.authenticate.CredentialLoader;
import dev.sallyport.authenticate.FailureThrottle;
import dev.sallyport.authenticate.Owners;
import dev.sallyport.authenticate.WatchedTransactions;
import dev.sallyport.caller.Caller;
import dev.sallyport.change.Change;
import dev.sallyport.change.Transactions;
import dev.sallyport.client.ClientTypes;
import dev.sallyport.client.Clients;
import dev.sallyport.grant.ClientFailures;
import dev.sallyport.grant.ClientLogins;
import dev.sallyport.grant.CookieLogins;
import dev.sallyport.grant.KeyLogins;
import dev.sallyport.grant.Logins;
import dev.sallyport.grant.OwnPassword;
import dev.sallyport.grant.OwnSecondFactor;
import dev.sallyport.grant.PasswordProofs;
import dev.sallyport.grant.PersonCheck;
import dev.sallyport.grant.RefreshGrants;
import dev.sallyport.grant.Revocations;
import dev.sallyport.grant.SessionGrants;
import dev.sallyport.limit.LocalRateLimiter;
import dev.sallyport.limit.RateLimiter;
import dev.sallyport.scope.RoleCatalog;
import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.secret.CredentialFormat;
import dev.sallyport.secret.Vault;
import dev.sallyport.session.BrowserCookies;
import dev.sallyport.session.OwnSessions;
import dev.sallyport.session.RefreshFamilies;
import dev.sallyport.session.Sessions;
import dev.sallyport.stores.Stores;
import dev.sallyport.token.AccessTokens;
import dev.sallyport.token.PrivateTokens;
import dev.sallyport.token.RevokedTokens;
import dev.sallyport.token.SigningKeys;
import dev.sallyport.token.TokenPolicy;
import dev.sallyport.user.AttemptPolicy;
import dev.sallyport.user.GuardedUserDirectory;
import dev.sallyport.user.LoginAttempts;
import dev.sallyport.user.PasswordHashes;
import dev.sallyport.user.SecondFactors;
import dev.sallyport.user.UserDirectory;
import dev.sallyport.user.Users;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All parts, joined as the settings say: the one place that knows how. */
final class Assembly {
    /** How long an answer may rest on what a foreign directory said of a user. */
    private static final Duration OWNER_MAX_AGE = Duration.ofSeconds(30);

    /** Codes have six digits, so guesses are few, and whoever makes them knows the password already: nobody else is locked out. */
    private static final AttemptPolicy SECOND_FACTOR_ATTEMPTS = new AttemptPolicy(10, 10, 10, Duration.ofMinutes(15));

    final InstantSource clock;
    final ScopeCatalog scopes;
    final RoleCatalog roles;
    final TokenPolicy tokenPolicy;
    final AuditSink audit;
    final Transactions transactions;
    final SigningKeys signingKeys;
    final Sessions sessions;
    final OwnSessions ownSessions;
    final ApiKeys apiKeys;
    final OwnApiKeys ownApiKeys;
    final @Nullable Users users;
    final Authenticator authenticator;
    final Clients clients;
    final RevokedTokens revokedTokens;
    final Revocations revocations;
    final Logins logins;
    final SecondFactors secondFactors;
    final OwnSecondFactor ownSecondFactor;
    final OwnPassword ownPassword;
    final RequestLimits requestLimits;
    final Housekeeping housekeeping;

    Assembly(SallyportBuilder settings, Stores stores, Vault vault) {
        SecureRandom random = settings.random;
        clock = settings.clock;
        scopes = ScopeCatalog.of(settings.scopes);
        roles = RoleCatalog.of(settings.roles, scopes);
        tokenPolicy = settings.tokenPolicy();
        audit = new GuardedAuditSink(settings.auditSink);
        transactions = new WatchedTransactions(stores, this::changed);
        RateLimiter limiter = settings.rateLimiter == null ? new LocalRateLimiter(clock, random) : settings.rateLimiter;

        signingKeys = new SigningKeys(stores.signingKeys(), transactions, vault, tokenPolicy, clock, random, audit);
        AccessTokens tokens = new AccessTokens(tokenPolicy, signingKeys, vault, clock, random);
        sessions = new Sessions(stores.sessions(), transactions, settings.sessionPolicy, clock, random, audit);
        ownSessions = new OwnSessions(sessions);

        CredentialFormat format = CredentialFormat.of(settings.brand);
        apiKeys = new ApiKeys(
                stores.apiKeys(),
                transactions,
                sessions::dropByCredential,
                format,
                settings.apiKeyPolicy,
                tokenPolicy.audience(),
                scopes,
                clock,
                random,
                audit);
        users = settings.userDirectory == null ? storedUsers(settings, stores) : null;
        UserDirectory directory = users == null ? new GuardedUserDirectory(settings.requireUserDirectory()) : users;
        Owners owners = new Owners(directory, roles);
        Predicate<Caller> mayManage = settings.apiKeyPolicy.mayManage();
        PrivateTokens privateTokens =
                new PrivateTokens(vault.derive("private tokens"), tokenPolicy.issuer(), tokenPolicy.audience());
        ownApiKeys = new OwnApiKeys(
                apiKeys, privateTokens::mint, caller -> mayManage.test(caller) && owners.holdsAll(caller));
        LastUsed lastUsed = new LastUsed(stores.apiKeys());
        FailureThrottle throttle = new FailureThrottle(limiter, settings.failuresPerAddress, clock);
        clients = new Clients(
                ClientTypes.of(settings.clientTypes, scopes),
                stores.clients(),
                transactions,
                scopes,
                clock,
                random,
                audit);
        revokedTokens = new RevokedTokens(stores.revokedTokens(), transactions, clock, audit);
        BrowserCookies cookies = new BrowserCookies(
                stores.browserCookies(), sessions, transactions, settings.cookiePolicy, clock, random);
        authenticator = new Authenticator(
                new CredentialLoader(
                        format,
                        settings.apiKeyPolicy.importedPrefixes(),
                        apiKeys,
                        privateTokens,
                        tokens,
                        sessions,
                        owners,
                        new ClientTokens(clients, revokedTokens),
                        clock,
                        users == null ? OWNER_MAX_AGE : null),
                new CookieLoader(
                        cookies,
                        sessions,
                        owners,
                        settings.secondFactorPolicy,
                        clock,
                        users == null ? OWNER_MAX_AGE : null),
                throttle,
                lastUsed,
                clock,
                settings.cacheSize,
                tokenPolicy.maximumLength());

        LoginAttempts attempts = new LoginAttempts(
                stores.attempts(), vault.derive("login attempts"), settings.attemptPolicy, clock, random);
        RefreshFamilies families = new RefreshFamilies(
                stores.refreshFamilies(), sessions, transactions, vault, settings.refreshPolicy, clock, random);
        SessionGrants grants = new SessionGrants(
                owners,
                sessions,
                families,
                tokens,
                settings.loginPolicy(),
                settings.secondFactorPolicy,
                tokenPolicy.issuer(),
                clock,
                audit);
        secondFactors = new SecondFactors(
                stores.secondFactors(),
                vault,
                new LoginAttempts(
                        stores.attempts(),
                        vault.derive("second factor attempts"),
                        SECOND_FACTOR_ATTEMPTS,
                        clock,
                        random),
                tokenPolicy.issuer(),
                clock,
                random,
                audit);
        PasswordProofs proofs = new PasswordProofs(directory, attempts, secondFactors, clock, audit);
        PersonCheck person = new PersonCheck(owners, proofs, sessions, clock);
        ownSecondFactor = new OwnSecondFactor(secondFactors, person);
        ownPassword = new OwnPassword(users, person);
        revocations = new Revocations(apiKeys, format, tokens, revokedTokens, families, sessions, clients);
        logins = new Logins(
                proofs,
                grants,
                new CookieLogins(proofs, cookies, sessions, owners, clock, audit),
                new KeyLogins(authenticator, sessions, tokens, settings.loginPolicy(), clock, audit),
                new ClientLogins(
                        clients,
                        new ClientFailures(
                                new LoginAttempts(
                                        stores.attempts(),
                                        vault.derive("client attempts"),
                                        settings.clientAttempts,
                                        clock,
                                        random),
                                settings.clientAttempts.window(),
                                clock),
                        tokens,
                        tokenPolicy.maximumLifetime(),
                        clock,
                        audit),
                new RefreshGrants(families, owners, grants, throttle, clock, audit),
                sessions,
                limiter,
                settings.loginPolicy());
        requestLimits = new RequestLimits(limiter, settings.limits);

        if (settings.replaceSigningKeys) {
            signingKeys.replaceAll();
        } else {
            signingKeys.start();
        }
        ChangeTail tail = new ChangeTail(
                stores.changeLog(), clock, settings.maxStaleness, this::changed, this::everythingChanged);
        tail.poll();
        if (stores.isDurable()) {
            authenticator.follow(tail);
        }
        housekeeping = new Housekeeping(tail, lastUsed, signingKeys, sessions, cookies, revokedTokens, stores);
    }

    private Users storedUsers(SallyportBuilder settings, Stores stores) {
        return new Users(
                stores.users(),
                transactions,
                new PasswordHashes(settings.hashingPolicy, settings.random),
                settings.passwordPolicy,
                roles.names(),
                clock,
                settings.random,
                audit);
    }

    /** Keys first: a load between the two steps would be stamped as current although it used the old keys. */
    private void changed(List<Change> changes) {
        try {
            if (changes.stream().anyMatch(change -> change.kind() == Change.Kind.SIGNING_KEYS)) {
                signingKeys.reload();
            }
        } finally {
            authenticator.changed(changes);
        }
    }

    private void everythingChanged() {
        try {
            signingKeys.reload();
        } finally {
            authenticator.everythingChanged();
        }
    }
}
