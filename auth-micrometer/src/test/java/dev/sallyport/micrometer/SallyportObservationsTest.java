package dev.sallyport.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.activity.ActivityListener.Presented;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.outcome.Refusal;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SallyportObservationsTest {
    private static final Caller ADA =
            Caller.builder("ada", CallerKind.USER, Instant.EPOCH).build();

    private final ObservationRegistry registry = ObservationRegistry.create();
    private final Observation.Context context = new Observation.Context();

    SallyportObservationsTest() {
        registry.observationConfig().observationHandler((ObservationHandler<Observation.Context>) any -> true);
    }

    private void observed(Runnable work) {
        Observation.createNotStarted("http.server.requests", () -> context, registry)
                .observe(work);
    }

    @Test
    void marksTheCurrentObservationWithoutTheOwner() {
        try (Sallyport auth =
                Sallyport.builder().issuer("https://api.example.com").build()) {
            SallyportObservations.of(auth).bindTo(registry);
            observed(() -> {
                auth.activity().refused(Presented.API_KEY, Refusal.Cause.INVALID_TOKEN);
                auth.activity().admitted(Presented.API_KEY, ADA);
            });
        }
        assertThat(context.getLowCardinalityKeyValues())
                .isEqualTo(KeyValues.of("sallyport.credential", "api_key", "sallyport.outcome", "admitted"));
        assertThat(context.getHighCardinalityKeyValues()).isEmpty();
    }

    @Test
    void namesTheOwnerWhereToldTo() {
        try (Sallyport auth =
                Sallyport.builder().issuer("https://api.example.com").build()) {
            SallyportObservations.of(auth).withOwnerIds().bindTo(registry);
            observed(() -> auth.activity().admitted(Presented.API_KEY, ADA));
        }
        assertThat(context.getHighCardinalityKeyValues()).isEqualTo(KeyValues.of("sallyport.owner", "ada"));
        assertThat(context.getLowCardinalityKeyValues().stream().map(each -> each.getValue()))
                .doesNotContain("ada");
    }

    @Test
    void doesNothingWhereNoObservationIsCurrent() {
        try (Sallyport auth =
                Sallyport.builder().issuer("https://api.example.com").build()) {
            SallyportObservations.of(auth).withOwnerIds().bindTo(registry);
            auth.activity().admitted(Presented.NONE, ADA);
        }
        assertThat(context.getAllKeyValues()).isEmpty();
    }
}
