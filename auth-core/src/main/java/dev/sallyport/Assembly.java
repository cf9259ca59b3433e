package dev.sallyport;

import dev.sallyport.access.RequestLimits;
import dev.sallyport.activity.Activity;
import dev.sallyport.activity.ActivityListener.LimitedWork;
import dev.sallyport.apikey.ApiKeyServices;
import dev.sallyport.audit.AuditRecorder;
import dev.sallyport.audit.AuditSource;
import dev.sallyport.authenticate.AuthenticationServices;
import dev.sallyport.authenticate.Features;
import dev.sallyport.change.Change;
import dev.sallyport.change.Changes;
import dev.sallyport.client.ClientTypes;
import dev.sallyport.client.Clients;
import dev.sallyport.environment.Environment;
import dev.sallyport.grant.GrantServices;
import dev.sallyport.grant.GrantSettings;
import dev.sallyport.grant.OwnedRecords;
import dev.sallyport.grant.TokenFit;
import dev.sallyport.limit.LocalRateLimiter;
import dev.sallyport.limit.RateLimiter;
import dev.sallyport.manage.TenantManagers;
import dev.sallyport.operator.OperatorPolicy;
import dev.sallyport.operator.Operators;
import dev.sallyport.scope.RoleCatalog;
import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.secret.DerivedKeys;
import dev.sallyport.secret.MasterKeyRotation;
import dev.sallyport.secret.Vault;
import dev.sallyport.session.SessionServices;
import dev.sallyport.stores.Stores;
import dev.sallyport.tenant.TenantKeyPolicy;
import dev.sallyport.tenant.TenantServices;
import dev.sallyport.token.SigningKeys;
import dev.sallyport.token.TokenPolicy;
import dev.sallyport.token.TokenServices;
import dev.sallyport.upkeep.Upkeep;
import dev.sallyport.user.AssignableRoles;
import dev.sallyport.user.UserServices;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins the services of all packages, in the order in which they need each other; does nothing afterwards. */
final class Assembly {
    final Settings settings;
    final Stores stores;
    final Environment environment;
    final AuditRecorder audit;
    final Changes changes;
    final Activity activity = new Activity();
    final RateLimiter limiter;
    final RequestLimits requestLimits;
    final ScopeCatalog scopes;
    final MasterKeyRotation masterKeyRotation;
    final Features features;
    final AuthenticationServices authentication;
    final GrantServices grants;
    final @Nullable Operators operators;
    final @Nullable TenantManagers managers;
    final Upkeep upkeep;

    Assembly(Settings settings, Stores stores, Vault vault) {
        this.settings = settings;
        this.stores = stores;
        TokenPolicy policy = settings.tokens();
        Settings.Outside outside = settings.outside();
        StoreTime time = timeOf(settings, stores);
        InstantSource clock = time == null ? outside.clock() : time;
        changes = new Changes(
                stores,
                stores.changeLog(),
                ownerId -> stores.browserCookies().deleteAllPending(ownerId),
                new Changes.Settings(
                        outside.signal() == null ? stores.changeSignal().orElse(null) : outside.signal(),
                        clock,
                        outside.clock(),
                        settings.operation().maxStaleness()));
        audit = new AuditRecorder(
                stores.auditLog(),
                changes,
                outside.auditSink(),
                settings.operation().audit().noticesPerMinute(),
                clock,
                outside.random());
        environment = new Environment(changes.transactions(), audit, clock, outside.random());
        limiter = limiter(settings, environment);
        requestLimits = new RequestLimits(
                limiter(LimitedWork.REQUESTS),
                settings.operation().limits(),
                settings.authentication().plans());

        scopes = DeclaredScopes.in(settings.rights());
        RoleCatalog roles = RoleCatalog.of(settings.rights().roles(), scopes);
        TokenFit fit = TokenFit.of(policy, roles);
        fit.require(settings.rights().roles(), settings.rights().clientTypes());
        features = features(roles, fit, vault);
        masterKeyRotation = new MasterKeyRotation(stores.vault(), stores, vault, clock);

        authentication = AuthenticationServices.open(
                settings.authentication(), features, backends(vault, LimitedWork.CREDENTIALS), clock);
        grants = GrantServices.open(
                new GrantSettings(
                        settings.logins(),
                        settings.users().clientAttempts(),
                        settings.operation().leaks(),
                        fit,
                        settings.operation().accounts(),
                        settings.users().displayName()),
                features,
                authentication,
                backends(vault, LimitedWork.LOGINS),
                environment,
                activity);
        OperatorPolicy operatorPolicy = settings.rights().operators();
        operators = operatorPolicy == null
                ? null
                : Operators.open(
                        operatorPolicy,
                        features,
                        authentication,
                        new Operators.Sources(stores.auditLog(), grants.accounts()),
                        environment);
        TenantKeyPolicy tenantKeys = settings.rights().tenantKeys();
        managers = tenantKeys == null ? null : TenantManagers.open(tenantKeys, features, authentication, environment);
        switch (settings.operation().start()) {
            case REPLACE_SIGNING_KEYS -> features.tokens().signingKeys().replaceAll();
            case USUAL -> features.tokens().signingKeys().start();
            case TOOL -> {}
        }

        changes.tell(features.tokens().signingKeys(), authentication.authenticator());
        changes.start(time == null ? () -> {} : time::ask);
        if (stores.isDurable()) {
            authentication.authenticator().followWhile(changes::isFresh);
        }
        BackgroundTasks tasks = new BackgroundTasks(features, grants, audit, masterKeyRotation);
        upkeep = new Upkeep(
                stores,
                changes.transactions(),
                new Upkeep.Expiry(
                        settings.operation().audit(), policy.clockSkew(), time == null ? clock : time::earliest, clock),
                settings.operation().start() == Start.TOOL ? List.of() : tasks.regular(),
                tasks.last());
    }

    /** Null where the node's own clock counts: nodes that share a backend share its time; in memory a test's clock is both. */
    private static @Nullable StoreTime timeOf(Settings settings, Stores stores) {
        if (!stores.isShared() && !MonotonicClock.isSystem(settings.outside().clock())) {
            return null;
        }
        StoreTime time = StoreTime.of(
                stores, settings.outside().clock(), settings.tokens().clockSkew());
        time.ask();
        return time;
    }

    private static RateLimiter limiter(Settings settings, Environment environment) {
        RateLimiter given = settings.outside().limiter();
        RateLimiter limiter = given == null ? new LocalRateLimiter(environment.clock(), environment.random()) : given;
        if (limiter instanceof AuditSource source) {
            source.auditTo(environment.audit());
        }
        return limiter;
    }

    private RateLimiter limiter(LimitedWork work) {
        return new CountedLimiter(limiter, activity, work);
    }

    private AuthenticationServices.Backends backends(Vault vault, LimitedWork work) {
        return new AuthenticationServices.Backends(stores, vault, limiter(work));
    }

    private Features features(RoleCatalog roles, TokenFit fit, Vault vault) {
        TokenPolicy policy = settings.tokens();
        SigningKeys signingKeys = new SigningKeys(stores.signingKeys(), vault, policy, environment);
        // What is there must open before anything is made, or a wrong master key would leave its traces.
        if (!replacesKeys()) {
            signingKeys.reload();
        }
        DerivedKeys derived = DerivedKeys.open(stores.vault(), environment.transactions(), vault, replacesKeys());
        SessionServices sessions = SessionServices.open(
                settings.sessions(),
                stores.sessions(),
                stores.refreshFamilies(),
                stores.browserCookies(),
                vault,
                environment);
        OwnedRecords owned = new OwnedRecords(
                stores, sessions.sessions(), () -> features.apiKeys().keys(), roles, environment);
        TenantServices tenants = TenantServices.open(
                settings.rights().tenantKeys(),
                roles.names(),
                new TenantServices.Backends(stores.tenants(), stores.serviceAccounts()),
                owned::endAccount,
                environment);
        UserServices users = UserServices.open(
                settings.users(),
                new AssignableRoles(roles.names(), fit::faultOf),
                new UserServices.Backends(
                        stores.users(), stores.attempts(), stores.secondFactors(), stores.vault(), vault),
                derived,
                owned,
                environment);
        return new Features(
                roles,
                TokenServices.open(signingKeys, policy, stores.revokedTokens(), derived, vault, environment),
                sessions,
                users,
                ApiKeyServices.open(
                        settings.apiKeys(),
                        stores.apiKeys(),
                        scopes,
                        new OwnersOfKeys(users, tenants, roles),
                        sessions.sessions()::dropByCredential,
                        environment),
                new Clients(
                        ClientTypes.of(settings.rights().clientTypes(), scopes).checking(fit::faultOf),
                        stores.clients(),
                        policy.audience(),
                        scopes,
                        environment),
                tenants);
    }

    void ownerChanged(String id) {
        changes.transactions().inTransaction(transaction -> {
            transaction.changed(Change.owner(id));
            return id;
        });
    }

    private boolean replacesKeys() {
        return settings.operation().start() == Start.REPLACE_SIGNING_KEYS;
    }
}
