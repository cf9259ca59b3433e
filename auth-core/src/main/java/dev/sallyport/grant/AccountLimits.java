package dev.sallyport.grant;

import dev.sallyport.account.AccountPolicy;
import dev.sallyport.account.RegistrationPolicy;
import dev.sallyport.account.TicketKind;
import dev.sallyport.limit.LimitDecision;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.limit.RateLimiter;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import java.util.function.Supplier;

/**
 * Limits on the mails that strangers can cause. Limits that are reported to them count by their own address and by all registrations,
 * never by account; the limit of mails to an account is never reported. Safe for use by many threads.
 */
final class AccountLimits {
    private final RateLimiter limiter;
    private final AccountPolicy policy;

    AccountLimits(RateLimiter limiter, AccountPolicy policy) {
        this.limiter = limiter;
        this.policy = policy;
    }

    /** Limits requests for mails. */
    <T> Outcome<T> requests(LoginOrigin origin, Supplier<Outcome<T>> work) {
        return within(origin.address().acquire(limiter, "account-request:", policy.perAddress()), work);
    }

    /** Limits presented tickets, good or bad. */
    <T> Outcome<T> tickets(LoginOrigin origin, Supplier<Outcome<T>> work) {
        return within(origin.address().acquire(limiter, "account-ticket:", policy.perAddress()), work);
    }

    <T> Outcome<T> registrations(RegistrationPolicy registration, Supplier<Outcome<T>> work) {
        return within(limiter.acquire("registrations:", registration.overall()), work);
    }

    /** @param whose a user's id, or an address */
    LimitDecision mails(TicketKind kind, String whose) {
        RateLimit limit = policy.perAccount();
        return limiter.acquire("account-mail:" + kind + " " + whose, limit);
    }

    static <T> Outcome<T> within(LimitDecision decision, Supplier<Outcome<T>> work) {
        return decision.allowed() ? work.get() : Outcome.refused(Refusal.rateLimited(decision.retryAfter()));
    }
}
