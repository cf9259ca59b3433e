package dev.sallyport;

import dev.sallyport.access.AccessRule;
import dev.sallyport.account.AccountPolicy;
import dev.sallyport.apikey.ApiKeyPolicy;
import dev.sallyport.audit.AuditPolicy;
import dev.sallyport.grant.LoginPolicy;
import dev.sallyport.leak.LeakPolicy;
import dev.sallyport.limit.LimitBy;
import dev.sallyport.limit.Plans;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.operator.OperatorPolicy;
import dev.sallyport.session.BrowserCookiePolicy;
import dev.sallyport.session.RefreshPolicy;
import dev.sallyport.session.SessionPolicy;
import dev.sallyport.tenant.TenantKeyPolicy;
import dev.sallyport.token.TokenPolicy;
import dev.sallyport.user.AttemptPolicy;
import dev.sallyport.user.HashingPolicy;
import dev.sallyport.user.PasswordPolicy;
import dev.sallyport.user.SecondFactorPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The settings that are policies and limits. Each method answers the builder. For one thread.
 *
 * @param <B> the builder
 */
abstract class PolicySettings<B extends PolicySettings<B>> {
    final List<AccessRule.Limit> limits = new ArrayList<>();
    ApiKeyPolicy apiKeyPolicy = ApiKeyPolicy.defaults();
    SessionPolicy sessionPolicy = SessionPolicy.defaults();
    BrowserCookiePolicy cookiePolicy = BrowserCookiePolicy.defaults();
    RefreshPolicy refreshPolicy = RefreshPolicy.defaults();
    SecondFactorPolicy secondFactorPolicy = SecondFactorPolicy.defaults();
    PasswordPolicy passwordPolicy = PasswordPolicy.defaults();
    HashingPolicy hashingPolicy = HashingPolicy.defaults();
    AttemptPolicy attemptPolicy = AttemptPolicy.defaults();
    AttemptPolicy clientAttempts = new AttemptPolicy(20, 1_000_000, 20, Duration.ofMinutes(15));
    RateLimit failuresPerAddress = RateLimit.parse("120/minute");
    Duration maxStaleness = Duration.ofSeconds(30);
    int cacheSize = 100_000;
    AuditPolicy auditPolicy = AuditPolicy.defaults();

    @Nullable
    Plans plans;

    @Nullable
    LeakPolicy leakPolicy;

    @Nullable
    AccountPolicy accountPolicy;

    @Nullable
    OperatorPolicy operatorPolicy;

    @Nullable
    TenantKeyPolicy tenantKeyPolicy;

    UnaryOperator<TokenPolicy> tokenSettings = UnaryOperator.identity();
    UnaryOperator<LoginPolicy> loginSettings = UnaryOperator.identity();

    abstract B self();

    /** Changes what holds for all API keys, for example {@code apiKeys(k -> k.withMaxPerOwner(20))}. */
    public B apiKeys(UnaryOperator<ApiKeyPolicy> change) {
        apiKeyPolicy = change.apply(apiKeyPolicy);
        return self();
    }

    /** Changes how many sessions there may be. */
    public B sessions(UnaryOperator<SessionPolicy> change) {
        sessionPolicy = change.apply(sessionPolicy);
        return self();
    }

    /** Changes how long browsers stay logged in, in profiles that give them a cookie. Default: {@link BrowserCookiePolicy#defaults}. */
    public B cookies(UnaryOperator<BrowserCookiePolicy> change) {
        cookiePolicy = change.apply(cookiePolicy);
        return self();
    }

    /**
     * Changes how logins are kept alive, for example {@code refreshTokens(r -> r.withLifetime(ofDays(30)))}. Default: {@link
     * RefreshPolicy#defaults}.
     */
    public B refreshTokens(UnaryOperator<RefreshPolicy> change) {
        refreshPolicy = change.apply(refreshPolicy);
        return self();
    }

    /**
     * Changes the settings of access tokens and signing keys, for example {@code tokens(t -> t.withLifetime(ofHours(2)))}. A second
     * call goes on from the first.
     */
    public B tokens(UnaryOperator<TokenPolicy> change) {
        UnaryOperator<TokenPolicy> before = tokenSettings;
        tokenSettings = settings -> change.apply(before.apply(settings));
        return self();
    }

    /** Changes the settings of logins. A second call goes on from the first. */
    public B logins(UnaryOperator<LoginPolicy> change) {
        UnaryOperator<LoginPolicy> before = loginSettings;
        loginSettings = settings -> change.apply(before.apply(settings));
        return self();
    }

    /** Changes what a new password must be. */
    public B passwords(UnaryOperator<PasswordPolicy> change) {
        passwordPolicy = change.apply(passwordPolicy);
        return self();
    }

    /** Changes who must have a second factor, for example {@code secondFactor(f -> f.requiredFor("admin"))}. Default: nobody. */
    public B secondFactor(UnaryOperator<SecondFactorPolicy> change) {
        secondFactorPolicy = change.apply(secondFactorPolicy);
        return self();
    }

    /** Changes how much password hashing goes on at a time. */
    public B hashing(UnaryOperator<HashingPolicy> change) {
        hashingPolicy = change.apply(hashingPolicy);
        return self();
    }

    /** Changes how many failed logins an account has in which time. */
    public B attempts(UnaryOperator<AttemptPolicy> change) {
        attemptPolicy = change.apply(attemptPolicy);
        return self();
    }

    /** Changes how long the stores keep audit events, and how many that anybody can cause. Default: {@link AuditPolicy#defaults}. */
    public B audit(UnaryOperator<AuditPolicy> change) {
        auditPolicy = change.apply(auditPolicy);
        return self();
    }

    /** Limits the wrong secrets of one client from one address. Default: 20 in 15 minutes. */
    public B clientAttempts(int failures, Duration window) {
        clientAttempts = new AttemptPolicy(failures, 1_000_000, failures, window);
        return self();
    }

    /** Limits the bad credentials from one address. Default: {@code 120/minute}. */
    public B failuresPerAddress(String limit) {
        failuresPerAddress = RateLimit.parse(limit);
        return self();
    }

    /** Adds a limit that holds for every protected request, for example {@code limit(LimitBy.CALLER, "1000/minute")}. */
    public B limit(LimitBy by, String limit) {
        String group = limits.isEmpty() ? "default" : "default-" + (limits.size() + 1);
        limits.add(new AccessRule.Limit(RateLimit.parse(limit), by, group));
        return self();
    }

    /**
     * Limits that depend on the caller's plan, beside those of {@link #limit}. Left out: there are no plans. The roles and types
     * of clients that they name must be declared.
     */
    public B plans(Plans value) {
        plans = value;
        return self();
    }

    /**
     * Takes reports of leaked credentials, from anybody, at {@code POST /auth/leaks} of the standard endpoints. Left out: there
     * is no such endpoint.
     */
    public B leakReports(LeakPolicy value) {
        leakPolicy = value;
        return self();
    }

    /**
     * Lets people set up and recover their accounts with single-use tickets: from operators, and by mail if there is a mailer, for
     * example {@code accounts(a -> a.withPage("https://app.example.com/account").withMailer(mailer))}. A second call builds on the
     * first. Default: no such tickets and endpoints.
     */
    public B accounts(UnaryOperator<AccountPolicy> change) {
        accountPolicy = change.apply(accountPolicy == null ? AccountPolicy.defaults() : accountPolicy);
        return self();
    }

    /**
     * Declares the scopes of operators, {@code sallyport:users} and so on, which roles may then have, and sets what operators must
     * prove, for example {@code operators(o -> o)} for a second factor and a fresh login. Default: no operators. Mount their endpoints
     * with {@code SallyportWeb.operators("/auth/admin/*")}.
     */
    public B operators(UnaryOperator<OperatorPolicy> change) {
        operatorPolicy = change.apply(operatorPolicy == null ? OperatorPolicy.defaults() : operatorPolicy);
        return self();
    }

    /**
     * Lets tenants and their service accounts own API keys, which people of the tenant manage, for example {@code
     * tenantKeys(TenantKeyPolicy.withRoles("member").managedBy("owner", "admin"))}. The roles must be declared. Default: only people own keys.
     */
    public B tenantKeys(TenantKeyPolicy value) {
        tenantKeyPolicy = value;
        return self();
    }

    /** First steps need no authenticator app. */
    final @Nullable OperatorPolicy operatorPolicyWhere(boolean isDevelopment) {
        OperatorPolicy policy = operatorPolicy;
        return policy != null && isDevelopment ? policy.withSecondFactor(false) : policy;
    }

    /**
     * Sets how long recognised credentials are served while the store cannot be reached. A node that is cut off may serve for that
     * long what was revoked elsewhere. Default: 30 seconds.
     */
    public B maxStaleness(Duration value) {
        maxStaleness = value;
        return self();
    }

    /** Sets the number of verified credentials that a node keeps, 1 to 10,000,000, about 1 kB each. Default: 100,000. */
    public B cacheSize(int value) {
        cacheSize = value;
        return self();
    }
}
