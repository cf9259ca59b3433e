package dev.sallyport.micrometer;

import dev.sallyport.Health;
import dev.sallyport.Sallyport;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** Meters for {@link Sallyport#health}, read on demand. Immutable. */
final class HealthMeters {
    private final Sallyport auth;
    private final Tags tags;

    HealthMeters(Sallyport auth, Tags tags) {
        this.auth = auth;
        this.tags = tags;
    }

    void bindTo(MeterRegistry registry) {
        gauge(registry, "sallyport.credentials.cached", "Verified credentials in the cache", Health::cachedCredentials);
        counter(
                registry,
                "sallyport.credentials.loaded",
                "Credentials that the cache did not have",
                Health::loadedCredentials);
        age(
                registry,
                "sallyport.changes.age",
                "Time since the change log was last read completely",
                it -> millis(it.health().changesSeenAgo()));
        age(registry, "sallyport.purge.age", "Time since the last complete purge", HealthMeters::purgedAgo);
        gauge(registry, "sallyport.audit.waiting", "Audit events not yet in the store", Health::auditWaiting);
        counter(registry, "sallyport.audit.left.out", "Audit events that were counted only", Health::auditLeftOut);
        gauge(registry, "sallyport.hashing", "Passwords that are hashed or wait for it", Health::hashing);
        gauge(registry, "sallyport.logins.waiting", "Logins that wait for a place", Health::loginsWaiting);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<Health> value) {
        Gauge.builder(name, auth, it -> value.applyAsDouble(it.health()))
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private void counter(MeterRegistry registry, String name, String description, ToDoubleFunction<Health> value) {
        FunctionCounter.builder(name, auth, it -> value.applyAsDouble(it.health()))
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private void age(MeterRegistry registry, String name, String description, ToDoubleFunction<Sallyport> millis) {
        TimeGauge.builder(name, auth, TimeUnit.MILLISECONDS, millis)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private static double millis(Duration duration) {
        return duration.toMillis();
    }

    /** Seconds since the last purge; NaN before the first. */
    private static double purgedAgo(Sallyport auth) {
        Instant last = auth.health().lastPurge();
        return last == null
                ? Double.NaN
                : millis(Duration.between(last, auth.clock().instant()));
    }
}
