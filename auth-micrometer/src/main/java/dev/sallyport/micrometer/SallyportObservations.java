package dev.sallyport.micrometer;

import dev.sallyport.Sallyport;
import dev.sallyport.activity.ActivityListener;
import dev.sallyport.caller.Caller;
import dev.sallyport.outcome.Refusal.Cause;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Marks the current observation with what was decided about its request or login: {@code sallyport.outcome}, {@code
 * sallyport.credential} and {@code sallyport.login}, from closed lists. A bridge to OpenTelemetry makes them attributes of the span.
 * Nothing happens without a current observation: it must have started before the filter.
 *
 * <pre>{@code
 * SallyportObservations.of(auth).bindTo(observationRegistry);
 * }</pre>
 *
 * <p>Immutable. Never tells a credential.
 */
public final class SallyportObservations {
    private final Sallyport auth;
    private final boolean ownerIds;

    private SallyportObservations(Sallyport auth, boolean ownerIds) {
        this.auth = auth;
        this.ownerIds = ownerIds;
    }

    public static SallyportObservations of(Sallyport auth) {
        return new SallyportObservations(auth, false);
    }

    /**
     * Adds {@code sallyport.owner}, the id of the admitted caller, as a value of high cardinality: it goes to traces, not to metrics.
     * Off unless called, since an id may be personal data that traces keep long.
     */
    public SallyportObservations withOwnerIds() {
        return new SallyportObservations(auth, true);
    }

    /** Starts marking. Call it once for each registry. */
    public void bindTo(ObservationRegistry registry) {
        auth.activity().listen(new Marks(registry, ownerIds));
    }

    private record Marks(ObservationRegistry registry, boolean ownerIds) implements ActivityListener {
        @Override
        public void admitted(Presented credential, @Nullable Caller caller) {
            Observation current = registry.getCurrentObservation();
            if (current != null) {
                mark(current, Words.ADMITTED, credential);
                if (ownerIds && caller != null) {
                    current.highCardinalityKeyValue("sallyport.owner", caller.id());
                }
            }
        }

        @Override
        public void refused(Presented credential, Cause cause) {
            Observation current = registry.getCurrentObservation();
            if (current != null) {
                mark(current, Words.of(cause), credential);
            }
        }

        private static void mark(Observation current, String outcome, Presented credential) {
            current.lowCardinalityKeyValue("sallyport.outcome", outcome);
            current.lowCardinalityKeyValue("sallyport.credential", Words.of(credential));
        }

        @Override
        public void refusedInside(Cause cause) {
            markAlone("sallyport.outcome", Words.of(cause));
        }

        @Override
        public void loggedIn(LoginWay way) {
            markAlone("sallyport.login", Words.SUCCEEDED);
        }

        @Override
        public void loginRefused(LoginWay way, Cause cause) {
            markAlone("sallyport.login", Words.of(cause));
        }

        private void markAlone(String name, String value) {
            Observation current = registry.getCurrentObservation();
            if (current != null) {
                current.lowCardinalityKeyValue(name, value);
            }
        }
    }
}
