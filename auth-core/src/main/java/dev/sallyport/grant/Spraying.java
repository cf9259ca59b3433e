package dev.sallyport.grant;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.environment.Environment;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.limit.ExhaustedLimits;
import dev.sallyport.limit.LimitDecision;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.limit.RateLimiter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Slows down those who try a few passwords at each of many accounts, from as many addresses as they have. Counts in this node's
 * memory, which is bounded. Safe for use by many threads.
 *
 * <p>How it holds: while too many accounts have failed logins, an address has a small budget of failures, with the networks around
 * it; then it waits. Right passwords are not counted, and logins of known devices are not concerned, so nobody is kept out whose
 * address nobody guesses from. Names count on the node whether there is such an account or not, and the wait is told openly.
 *
 * <p>The accounts of one tenant are known accounts, so what they lead to is told to nobody: a login from an address that should wait
 * fails after the same work, as if the password were wrong. Each account counts zero or two by chance: whoever has an account in
 * the tenant can see that it is guarded, but not that one more name made the difference.
 */
final class Spraying {
    private static final Logger LOG = System.getLogger(Spraying.class.getName());
    private static final int MAX_TENANTS = 256;
    private static final long BETWEEN_WARNINGS = Duration.ofMinutes(1).toMillis();

    private final SprayPolicy policy;
    private final RateLimiter limiter;
    private final InstantSource clock;
    private final SecureRandom random;
    private final AuditSink audit;
    private final ExhaustedLimits doors;
    private final long windowMillis;
    private final SprayedAccounts node;
    private final Map<String, SprayedAccounts> tenants = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SprayedAccounts> eldest) {
            return size() > MAX_TENANTS;
        }
    };
    private final AtomicLong until = new AtomicLong(Long.MIN_VALUE);
    private final AtomicLong nextWarning = new AtomicLong(Long.MIN_VALUE);

    /** @param limiter for the budgets of addresses */
    Spraying(SprayPolicy policy, RateLimiter limiter, Environment environment) {
        this.policy = policy;
        this.limiter = limiter;
        this.clock = environment.clock();
        this.random = environment.random();
        this.audit = environment.audit();
        this.doors = new ExhaustedLimits(environment.clock());
        this.windowMillis = policy.window().toMillis();
        this.node = new SprayedAccounts(policy.accountsPerNode(), windowMillis);
    }

    /** How long the address has to wait; empty when it need not. */
    Optional<Duration> waitOf(LoginOrigin origin) {
        return isGoingOn(clock.millis())
                ? origin.address().first(doors::closed).map(LimitDecision::retryAfter)
                : Optional.empty();
    }

    private boolean isGoingOn(long now) {
        long end = until.get();
        return now < end && now >= end - windowMillis;
    }

    /** Tells whether all logins of this node are concerned; that may be told. */
    boolean isOnNode() {
        return node.areSprayedAt(clock.millis());
    }

    /** Tells whether the accounts of the tenant are concerned; that must not be told. */
    boolean isOnTenant(@Nullable String tenant) {
        return tenant != null && of(tenant).areSprayedAt(clock.millis());
    }

    private SprayedAccounts of(String tenant) {
        synchronized (tenants) {
            return tenants.computeIfAbsent(
                    tenant, name -> new SprayedAccounts(policy.accountsPerTenant(), windowMillis));
        }
    }

    /**
     * Counts a failed login of no known device.
     *
     * @param account a short name for it, known or not
     * @param tenant null when there is no such account, or it belongs to none
     */
    void failed(String account, @Nullable String tenant, LoginOrigin origin) {
        long now = clock.millis();
        count(node, account, () -> 1, Map.of(), now);
        if (tenant != null) {
            count(of(tenant), account, () -> random.nextBoolean() ? 2 : 0, Map.of("tenant", tenant), now);
        }
        if (isGoingOn(now)) {
            take(origin.address());
            warn(now);
        }
    }

    private void count(
            SprayedAccounts accounts, String account, IntSupplier weights, Map<String, String> details, long now) {
        boolean before = accounts.areSprayedAt(now);
        if (accounts.add(account, weights, now)) {
            until.set(now + windowMillis);
            if (!before) {
                audit.record(Actor.application()
                        .event(clock.instant(), AuditEvent.Type.PASSWORDS_SPRAYED, null, null, details));
            }
        }
    }

    private void take(ClientAddress from) {
        if (from.first(doors::closed).isPresent()) {
            return;
        }
        for (ClientAddress.Network network : from.networks()) {
            LimitDecision decision = limiter.acquire(
                    "spraying:" + network.text(), policy.perAddress().times(network.factor()));
            if (decision.remaining() == 0) {
                doors.close(network.text(), usedUp(decision));
                return;
            }
        }
    }

    /** The last permit closes the door as well: the next failure would be known only after it was looked at. */
    private static LimitDecision usedUp(LimitDecision decision) {
        RateLimit.Window window = decision.window();
        return decision.allowed()
                ? new LimitDecision(
                        false, window, 0, window.period().dividedBy(window.permits()), decision.resetAfter())
                : decision;
    }

    private void warn(long now) {
        long next = nextWarning.get();
        if (now >= next && nextWarning.compareAndSet(next, now + BETWEEN_WARNINGS)) {
            LOG.log(
                    Level.WARNING,
                    "Passwords are tried at many accounts: an address has " + policy.perAddress()
                            + " failed logins now, those of known devices apart");
        }
    }
}
