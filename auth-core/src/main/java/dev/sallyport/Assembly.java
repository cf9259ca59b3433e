package dev.sallyport;

import dev.sallyport.access.RequestLimits;
import dev.sallyport.apikey.OwnApiKeys;
import dev.sallyport.audit.AuditLog;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.audit.AuditSource;
import dev.sallyport.authenticate.Authenticator;
import dev.sallyport.authenticate.ChangeTail;
import dev.sallyport.authenticate.ClientTokens;
import dev.sallyport.authenticate.CookieLoader;
import dev.sallyport.authenticate.CredentialLoader;
import dev.sallyport.authenticate.FailureThrottle;
import dev.sallyport.authenticate.FullLogin;
import dev.sallyport.authenticate.Owners;
import dev.sallyport.authenticate.WatchedTransactions;
import dev.sallyport.caller.Caller;
import dev.sallyport.change.Change;
import dev.sallyport.change.ChangeSignal;
import dev.sallyport.change.Transactions;
import dev.sallyport.grant.ClientFailures;
import dev.sallyport.grant.ClientLogins;
import dev.sallyport.grant.Confirmations;
import dev.sallyport.grant.CookieLogins;
import dev.sallyport.grant.Introspections;
import dev.sallyport.grant.KeyLogins;
import dev.sallyport.grant.LeakRecords;
import dev.sallyport.grant.LeakReports;
import dev.sallyport.grant.LoginLimits;
import dev.sallyport.grant.Logins;
import dev.sallyport.grant.OwnPassword;
import dev.sallyport.grant.OwnSecondFactor;
import dev.sallyport.grant.OwnerWatch;
import dev.sallyport.grant.PasswordProofs;
import dev.sallyport.grant.PersonCheck;
import dev.sallyport.grant.RefreshGrants;
import dev.sallyport.grant.Revocations;
import dev.sallyport.grant.SessionGrants;
import dev.sallyport.grant.Spraying;
import dev.sallyport.leak.LeakInbox;
import dev.sallyport.limit.LocalRateLimiter;
import dev.sallyport.limit.RateLimiter;
import dev.sallyport.secret.Vault;
import dev.sallyport.session.OwnSessions;
import dev.sallyport.stores.Stores;
import dev.sallyport.user.LoginPlaces;
import dev.sallyport.user.SecondFactorPolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The features joined to flows, as the settings say: the one place that knows how. */
final class Assembly {
    /** How long an answer may rest on what a foreign directory said of a user. */
    private static final Duration OWNER_MAX_AGE = Duration.ofSeconds(30);

    final Features features;
    final InstantSource clock;
    final AuditSink audit;
    final AuditLog auditLog;
    final NoticeQueue notices;
    final Purge purge;
    final Transactions transactions;
    final Authenticator authenticator;
    final OwnApiKeys ownApiKeys;
    final OwnSessions ownSessions;
    final Revocations revocations;
    final Introspections introspections;
    final @Nullable LeakReports leakReports;
    final Logins logins;
    final SecondFactorPolicy secondFactorPolicy;
    final OwnSecondFactor ownSecondFactor;
    final OwnPassword ownPassword;
    final RateLimiter limiter;
    final RequestLimits requestLimits;
    final Housekeeping housekeeping;
    private final ChangeFollower follower;
    private final ChangeTail tail;

    Assembly(SallyportBuilder settings, Stores stores, Vault vault) {
        StoreTime time = stores.isShared() || MonotonicClock.isSystem(settings.clock) ? timeOf(settings, stores) : null;
        clock = time == null ? settings.clock : time;
        ChangeSignal signal = settings.changeSignal;
        follower = new ChangeFollower(signal == null ? stores.changeSignal().orElse(null) : signal, clock);
        WatchedTransactions watched = new WatchedTransactions(
                stores, this::changedHere, ownerId -> stores.browserCookies().deleteAllPending(ownerId));
        transactions = watched;
        auditLog = stores.auditLog();
        notices = new NoticeQueue(stores.auditLog(), clock, settings.random, settings.auditPolicy.noticesPerMinute());
        audit = new AuditRecorder(stores.auditLog(), watched, settings.auditSink, notices);
        features = new Features(settings, stores, transactions, vault, clock, audit);
        limiter = settings.rateLimiter == null ? new LocalRateLimiter(clock, settings.random) : settings.rateLimiter;
        if (limiter instanceof AuditSource source) {
            source.auditTo(audit);
        }
        requestLimits = new RequestLimits(limiter, settings.limits, settings.plans);
        FailureThrottle throttle = new FailureThrottle(limiter, settings.failuresPerAddress, clock);
        Owners owners = new Owners(features.directory, features.roles, settings.plans, settings.secondFactorPolicy);
        FullLogin fullLogin = new FullLogin(owners);
        OwnerWatch watch =
                new OwnerWatch(watched, stores.changeLog(), features.users == null ? features.directory : null);

        authenticator = authenticator(settings, stores, owners, throttle);
        Predicate<Caller> mayManage = settings.apiKeyPolicy.mayManage();
        ownApiKeys = new OwnApiKeys(
                features.apiKeys,
                features.privateTokens::mint,
                caller -> mayManage.test(caller) && fullLogin.is(caller),
                features.sessions::isIn);
        ownSessions = new OwnSessions(features.sessions, fullLogin::is);
        LoginPlaces places = features.users == null
                ? LoginPlaces.ofElsewhere(settings.hashingPolicy)
                : LoginPlaces.ofHashes(settings.hashingPolicy);
        LoginLimits limits = new LoginLimits(limiter, settings.loginPolicy().perAddress());
        PasswordProofs proofs = new PasswordProofs(
                features.directory,
                features.attempts,
                places,
                features.secondFactors,
                new Spraying(settings.loginPolicy().spraying(), limiter, clock, settings.random, audit),
                clock,
                audit);
        Confirmations confirmations = new Confirmations(
                features.directory, features.attempts.ofConfirmations(), places, limits, clock, audit);
        PersonCheck person = new PersonCheck(owners, fullLogin, confirmations, features.sessions);
        secondFactorPolicy = settings.secondFactorPolicy;
        ownSecondFactor = new OwnSecondFactor(features.secondFactors, person, watch, features.families, clock);
        ownPassword = new OwnPassword(features.users, person, features.apiKeys, watch);
        revocations = new Revocations(
                features.apiKeys,
                features.format,
                settings.apiKeyPolicy.importedPrefixes(),
                features.tokens,
                features.revokedTokens,
                features.families,
                features.cookies,
                features.sessions,
                features.clients,
                throttle);
        introspections = new Introspections(
                authenticator,
                features.tokens,
                features.families,
                features.apiKeys,
                owners,
                features.tokenPolicy,
                limiter,
                clock,
                audit);
        leakReports = settings.leakPolicy == null
                ? null
                : new LeakReports(
                        new LeakInbox(
                                stores.leakReports(), vault, features.tokenPolicy.audience(), clock, settings.random),
                        revocations,
                        settings.leakPolicy,
                        transactions,
                        new LeakRecords(limiter, clock, audit));
        logins = logins(settings, owners, watch, proofs, limits, throttle);

        if (settings.replaceSigningKeys) {
            features.signingKeys.replaceAll();
        } else {
            features.signingKeys.start();
        }
        tail = new ChangeTail(
                stores.changeLog(),
                clock,
                settings.clock,
                settings.maxStaleness,
                this::changed,
                this::everythingChanged);
        tail.poll();
        if (stores.isDurable()) {
            authenticator.follow(tail);
        }
        follower.start(tail, time == null ? () -> {} : time::ask);
        purge = new Purge(
                Purge.partsOf(stores, settings.auditPolicy, features.tokenPolicy.clockSkew()),
                transactions,
                time == null ? clock : time::earliest,
                clock);
        housekeeping = new Housekeeping(
                Housekeeping.tasksOf(features, notices, purge, leakReports),
                follower,
                features.lastUsed,
                notices,
                stores);
    }

    /** Nodes that share a backend share its time; in memory a test's own clock is the time of both. */
    private static StoreTime timeOf(SallyportBuilder settings, Stores stores) {
        StoreTime time =
                StoreTime.of(stores, settings.clock, settings.tokenPolicy().clockSkew());
        time.ask();
        return time;
    }

    private Authenticator authenticator(
            SallyportBuilder settings, Stores stores, Owners owners, FailureThrottle throttle) {
        Duration ownerMaxAge = ownerMaxAge();
        return new Authenticator(
                new CredentialLoader(
                        features.format,
                        settings.apiKeyPolicy.importedPrefixes(),
                        new StoredRows(stores, features),
                        features.privateTokens,
                        features.tokens,
                        owners,
                        new ClientTokens(features.clients, features.revokedTokens, settings.plans),
                        clock,
                        ownerMaxAge),
                new CookieLoader(features.cookies, features.sessions, owners, clock, ownerMaxAge),
                throttle,
                features.lastUsed,
                clock,
                settings.cacheSize,
                features.tokenPolicy.longestCredential());
    }

    /** Null where every change of a user is told. */
    private @Nullable Duration ownerMaxAge() {
        return features.users == null ? OWNER_MAX_AGE : null;
    }

    private Logins logins(
            SallyportBuilder settings,
            Owners owners,
            OwnerWatch watch,
            PasswordProofs proofs,
            LoginLimits limits,
            FailureThrottle throttle) {
        SessionGrants grants = new SessionGrants(
                owners,
                features.sessions,
                features.families,
                features.tokens,
                settings.loginPolicy(),
                features.tokenPolicy.issuer(),
                watch,
                clock,
                audit);
        return new Logins(
                proofs,
                grants,
                new CookieLogins(proofs, features.cookies, owners, watch, clock, audit),
                new KeyLogins(authenticator, features.sessions, features.tokens, settings.loginPolicy(), clock, audit),
                new ClientLogins(
                        features.clients,
                        new ClientFailures(features.clientAttempts, settings.clientAttempts, limiter, clock),
                        throttle,
                        features.tokens,
                        features.tokenPolicy.maximumLifetime(),
                        clock,
                        audit),
                new RefreshGrants(features.families, owners, grants, throttle, clock, audit),
                features.sessions,
                revocations,
                limits,
                throttle,
                settings.loginPolicy(),
                features.fit);
    }

    Health health() {
        return new Health(
                authenticator.cached(),
                authenticator.loaded(),
                tail.age(clock.millis()),
                purge.lastRun(),
                notices.size(),
                notices.leftOut());
    }

    private void changedHere(List<Change> changes) {
        try {
            changed(changes);
        } finally {
            follower.publish();
        }
    }

    /** Keys first: a load between the two steps would be stamped as current although it used the old keys. */
    private void changed(List<Change> changes) {
        try {
            if (changes.stream().anyMatch(change -> change.kind() == Change.Kind.SIGNING_KEYS)) {
                features.signingKeys.reload();
            }
        } finally {
            authenticator.changed(changes);
        }
    }

    private void everythingChanged() {
        try {
            features.signingKeys.reload();
        } finally {
            authenticator.everythingChanged();
        }
    }
}
