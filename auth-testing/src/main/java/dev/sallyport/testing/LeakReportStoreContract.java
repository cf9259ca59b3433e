package dev.sallyport.testing;

import static dev.sallyport.testing.Samples.MICRO;
import static dev.sallyport.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.leak.LeakReport;
import dev.sallyport.secret.Sealed;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What {@link dev.sallyport.leak.LeakReportStore} promises. */
interface LeakReportStoreContract extends Contract {
    Duration CLAIM = Duration.ofSeconds(60);

    private boolean put(String id, Instant at) {
        return stores().leakReports().insert(Samples.leakReport(id, at), 100);
    }

    @Test
    default void leakReportsAreHandedOutWholeAndTheOldestFirst() {
        put("b", NOW);
        put("c", NOW.minus(MICRO));
        put("a", NOW);
        assertThat(stores().leakReports().findUnclaimed("app", NOW, 100))
                .containsExactly(
                        Samples.leakReport("c", NOW.minus(MICRO)),
                        Samples.leakReport("a", NOW),
                        Samples.leakReport("b", NOW));
        assertThat(stores().leakReports().findUnclaimed("app", NOW, 2))
                .extracting(LeakReport::id)
                .containsExactly("c", "a");
    }

    @Test
    default void leakReportHoldsAHundredThousandCharacters() {
        LeakReport large = new LeakReport("large", Sealed.of("v1.k." + "A".repeat(100_000)), NOW, NOW, "app");
        assertThat(stores().leakReports().insert(large, 100)).isTrue();
        assertThat(stores().leakReports().findUnclaimed("app", NOW, 1)).containsExactly(large);
    }

    @Test
    default void leakReportThatIsClaimedIsNobodyElsesUntilTheClaimIsOver() {
        put("a", NOW);
        assertThat(stores().leakReports().claim("a", NOW, NOW.plus(CLAIM))).isTrue();
        assertThat(stores().leakReports().claim("a", NOW, NOW.plus(CLAIM))).isFalse();
        Instant last = NOW.plus(CLAIM).minus(MICRO);
        assertThat(stores().leakReports().findUnclaimed("app", last, 100)).isEmpty();
        assertThat(stores().leakReports().claim("a", last, last.plus(CLAIM))).isFalse();
        Instant over = NOW.plus(CLAIM);
        assertThat(stores().leakReports().findUnclaimed("app", over, 100))
                .extracting(LeakReport::id)
                .containsExactly("a");
        assertThat(stores().leakReports().claim("a", over, over.plus(CLAIM))).isTrue();
        assertThat(stores().leakReports().claim("unknown", over, over.plus(CLAIM)))
                .isFalse();
    }

    @Test
    default void leakReportIsGoneWhenItIsDone() {
        put("a", NOW);
        put("b", NOW);
        stores().leakReports().delete("a");
        stores().leakReports().delete("unknown");
        assertThat(stores().leakReports().findUnclaimed("app", NOW, 100))
                .extracting(LeakReport::id)
                .containsExactly("b");
    }

    @Test
    default void leakReportsThatWaitAreBounded() {
        for (int i = 0; i < 3; i++) {
            assertThat(stores().leakReports().insert(Samples.leakReport("r" + i, NOW), 3))
                    .isTrue();
        }
        assertThat(stores().leakReports().insert(Samples.leakReport("more", NOW), 3))
                .isFalse();
        assertThat(stores().leakReports().insert(new LeakReport("b", Sealed.of("sealed"), NOW, NOW, "other"), 3))
                .as("each application has room of its own")
                .isTrue();
        assertThat(stores().leakReports().findUnclaimed("other", NOW, 9))
                .extracting(LeakReport::id)
                .containsExactly("b");
        assertThat(stores().leakReports().findUnclaimed("app", NOW, 9)).hasSize(3);
        assertThat(stores().leakReports().insert(new LeakReport("n", Sealed.of("sealed"), NOW, NOW, null), 3))
                .isTrue();
        assertThat(stores().leakReports().findUnclaimed("OTHER", NOW, 9))
                .extracting(LeakReport::id)
                .containsExactly("n");
        stores().leakReports().delete("r1");
        assertThat(stores().leakReports().insert(Samples.leakReport("more", NOW), 3))
                .isTrue();
    }

    @Test
    default void leakReportIsClaimedByOneOfMany() {
        put("a", NOW);
        assertThat(Together.run(20, i -> stores().leakReports().claim("a", NOW, NOW.plus(CLAIM))))
                .containsOnlyOnce(true);
    }
}
