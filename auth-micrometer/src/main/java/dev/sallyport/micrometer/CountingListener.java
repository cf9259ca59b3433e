package dev.sallyport.micrometer;

import dev.sallyport.activity.ActivityListener;
import dev.sallyport.caller.Caller;
import dev.sallyport.outcome.Refusal.Cause;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/**
 * Counts events, each with a look-up by enum and one addition. All counters exist from the start, so that no rate has a gap before its
 * first event. Safe for use by many threads.
 */
final class CountingListener implements ActivityListener {
    private final MeterRegistry registry;
    private final Tags tags;
    private final Each<Presented, Outcomes> requests;
    private final Each<LoginWay, Outcomes> logins;
    private final Each<Cause, Counter> refusedInside;
    private final Each<LimitedWork, Counter> limits;

    /** The counters of one kind or way. */
    private record Outcomes(Counter good, Each<Cause, Counter> refused) {}

    CountingListener(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
        requests = new Each<>(Presented.class, this::requests);
        logins = new Each<>(
                LoginWay.class,
                way -> outcomes(
                        "sallyport.logins",
                        "Logins by way and outcome",
                        Tags.of("way", Words.of(way)),
                        Words.SUCCEEDED));
        refusedInside = new Each<>(
                Cause.class,
                cause -> counter(
                        "sallyport.refusals.inside",
                        "Refusals of admitted requests at a resource method, a forward or an include",
                        Tags.of("outcome", Words.of(cause))));
        limits = new Each<>(
                LimitedWork.class,
                work -> counter(
                        "sallyport.limiter.refusals",
                        "Times that the rate limiter had no room",
                        Tags.of("work", Words.of(work))));
    }

    private Outcomes requests(Presented credential) {
        return outcomes(
                "sallyport.requests",
                "Requests by kind of credential and outcome",
                Tags.of("credential", Words.of(credential)),
                Words.ADMITTED);
    }

    private Outcomes outcomes(String name, String description, Tags of, String good) {
        return new Outcomes(
                counter(name, description, of.and("outcome", good)),
                new Each<>(Cause.class, cause -> counter(name, description, of.and("outcome", Words.of(cause)))));
    }

    private Counter counter(String name, String description, Tags of) {
        return Counter.builder(name).description(description).tags(tags.and(of)).register(registry);
    }

    @Override
    public void admitted(Presented credential, @Nullable Caller caller) {
        requests.of(credential).good.increment();
    }

    @Override
    public void refused(Presented credential, Cause cause) {
        requests.of(credential).refused.of(cause).increment();
    }

    @Override
    public void refusedInside(Cause cause) {
        refusedInside.of(cause).increment();
    }

    @Override
    public void loggedIn(LoginWay way) {
        logins.of(way).good.increment();
    }

    @Override
    public void loginRefused(LoginWay way, Cause cause) {
        logins.of(way).refused.of(cause).increment();
    }

    @Override
    public void limitReached(LimitedWork work) {
        limits.of(work).increment();
    }
}
