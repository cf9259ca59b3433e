package dev.sallyport.micrometer;

import dev.sallyport.Sallyport;
import dev.sallyport.stores.Stores;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * The meters of one {@link Sallyport}, whose names begin with {@code sallyport.}:
 *
 * <pre>{@code
 * SallyportMetrics.of(auth).bindTo(registry);
 * }</pre>
 *
 * <p>Immutable. All meters are registered once, when it is bound, and their number never grows: their tags are kinds, causes and ways
 * from closed lists, never a name, a key, an address or a path.
 */
public final class SallyportMetrics implements MeterBinder {
    private final Sallyport auth;
    private final Tags tags;

    private SallyportMetrics(Sallyport auth, Tags tags) {
        this.auth = auth;
        this.tags = tags;
    }

    public static SallyportMetrics of(Sallyport auth) {
        return new SallyportMetrics(auth, Tags.empty());
    }

    /** Adds tags to every meter, such as the name of one of several applications in a process. */
    public SallyportMetrics withTags(Tag... more) {
        return new SallyportMetrics(auth, tags.and(more));
    }

    /** Binds the meters. Call it once for each registry: every further call counts each request once more. */
    @Override
    public void bindTo(MeterRegistry registry) {
        new HealthMeters(auth, tags).bindTo(registry);
        auth.activity().listen(new CountingListener(registry, tags));
    }

    /**
     * Wraps stores with a timer for each, {@code sallyport.store.calls}, over all calls of all its methods; pass the result to {@code
     * stores(…)} of the builder. Each call costs one reflective call more, a microsecond or less.
     */
    public static Stores timing(Stores stores, MeterRegistry registry, Tag... tags) {
        return TimedStores.over(stores, registry, Tags.of(tags));
    }
}
