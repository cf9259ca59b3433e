package dev.sallyport.testing;

import static dev.sallyport.testing.Samples.MICRO;
import static dev.sallyport.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.user.AttemptStore;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link AttemptStore} promises. */
interface AttemptStoreContract extends Contract {
    Duration WINDOW = Duration.ofMinutes(15);

    @Test
    default void attemptsAreCountedBySlotAndAnsweredInTheOrderAsked() {
        assertThat(stores().attempts().increment(List.of(9), NOW, WINDOW)).containsExactly(1);
        assertThat(stores().attempts().increment(List.of(9, 3), NOW, WINDOW)).containsExactly(2, 1);
        assertThat(stores().attempts().increment(List.of(3, 9, 5), NOW, WINDOW)).containsExactly(2, 3, 1);
        assertThat(stores().attempts().increment(List.of(), NOW, WINDOW)).isEmpty();
    }

    @Test
    default void attemptsCountTwiceWhenASlotIsNamedTwice() {
        assertThat(stores().attempts().increment(List.of(4, 2, 4), NOW, WINDOW)).containsExactly(1, 1, 2);
    }

    @Test
    default void attemptsReachTheFirstAndTheLastSlotAndNoOther() {
        assertThat(stores().attempts().increment(List.of(0, AttemptStore.SLOTS - 1), NOW, WINDOW))
                .containsExactly(1, 1);
        for (int slot : new int[] {-1, AttemptStore.SLOTS}) {
            assertThatThrownBy(() -> stores().attempts().increment(List.of(slot), NOW, WINDOW))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> stores().attempts().reset(List.of(slot)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    default void attemptsStartAgainWhenTheWindowIsOver() {
        stores().attempts().increment(List.of(1), NOW, WINDOW);
        assertThat(stores().attempts().increment(List.of(1), NOW.plus(WINDOW).minus(MICRO), WINDOW))
                .containsExactly(2);
        assertThat(stores().attempts().increment(List.of(1), NOW.plus(WINDOW), WINDOW))
                .containsExactly(1);
        assertThat(stores().attempts()
                        .increment(List.of(1), NOW.plus(WINDOW).plus(WINDOW).minus(MICRO), WINDOW))
                .containsExactly(2);
    }

    @Test
    default void attemptsOfAnEarlierInstantStillCount() {
        stores().attempts().increment(List.of(1), NOW, WINDOW);
        assertThat(stores().attempts().increment(List.of(1), NOW.minusSeconds(5), WINDOW))
                .containsExactly(2);
    }

    /** As a node writes it whose clock is wrong. */
    @Test
    default void attemptsOfAWindowThatBeginsLaterAreOverInOneWindow() {
        for (Duration ahead : List.of(Duration.ofSeconds(50), Duration.ofHours(1), Duration.ofDays(400))) {
            stores().attempts().reset(List.of(1));
            stores().attempts().increment(List.of(1, 1), NOW.plus(ahead), WINDOW);
            assertThat(stores().attempts().increment(List.of(1), NOW, WINDOW)).containsExactly(3);
            assertThat(stores().attempts().find(1)).contains(new AttemptStore.Attempts(NOW, 3));
            assertThat(stores().attempts().increment(List.of(1), NOW.plus(WINDOW), WINDOW))
                    .containsExactly(1);
        }
    }

    @Test
    default void attemptsAreTakenBackOneByOneAndNeverBelowZero() {
        stores().attempts().increment(List.of(1, 1, 2), NOW, WINDOW);
        stores().attempts().takeBack(List.of(2, 1, 7), NOW);
        assertThat(stores().attempts().find(1)).contains(new AttemptStore.Attempts(NOW, 1));
        assertThat(stores().attempts().find(2)).isEmpty();
        stores().attempts().takeBack(List.of(1, 1, 2), NOW.plusSeconds(1));
        assertThat(stores().attempts().find(1)).isEmpty();
        assertThat(stores().attempts().increment(List.of(1, 2, 7), NOW, WINDOW)).containsExactly(1, 1, 1);
        assertThatThrownBy(() -> stores().attempts().takeBack(List.of(AttemptStore.SLOTS), NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void attemptsAreNotTakenBackFromALaterWindow() {
        stores().attempts().increment(List.of(1), NOW, WINDOW);
        stores().attempts().increment(List.of(1), NOW.plus(WINDOW), WINDOW);
        stores().attempts().takeBack(List.of(1), NOW);
        assertThat(stores().attempts().find(1)).contains(new AttemptStore.Attempts(NOW.plus(WINDOW), 1));
    }

    @Test
    default void attemptsAreZeroAfterAReset() {
        stores().attempts().increment(List.of(1, 2, 3), NOW, WINDOW);
        stores().attempts().reset(List.of(3, 1, 7, 1));
        assertThat(stores().attempts()
                        .increment(List.of(1, 2, 3, 7), NOW.plus(WINDOW).minus(MICRO), WINDOW))
                .containsExactly(1, 2, 1, 1);
        assertThat(stores().attempts().increment(List.of(1), NOW.plus(WINDOW), WINDOW))
                .containsExactly(2);
    }

    @Test
    default void attemptsAreFoundWithoutBeingCounted() {
        assertThat(stores().attempts().find(6)).isEmpty();
        stores().attempts().increment(List.of(6), NOW, WINDOW);
        stores().attempts().increment(List.of(6, 5), NOW.plusSeconds(1), WINDOW);
        AttemptStore.Attempts two = new AttemptStore.Attempts(NOW, 2);
        assertThat(stores().attempts().find(6)).contains(two);
        assertThat(stores().attempts().find(6)).contains(two);
        assertThat(stores().attempts().find(5)).contains(new AttemptStore.Attempts(NOW.plusSeconds(1), 1));
        stores().attempts().reset(List.of(6));
        assertThat(stores().attempts().find(6)).isEmpty();
        assertThatThrownBy(() -> stores().attempts().find(AttemptStore.SLOTS))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void attemptsOfManyAtOnceAreAllCounted() {
        int threads = 50;
        List<List<Integer>> counts = Together.run(
                threads, i -> stores().attempts().increment(i % 2 == 0 ? List.of(8, 70) : List.of(70, 8), NOW, WINDOW));
        assertThat(IntStream.range(0, threads).mapToObj(i -> counts.get(i).get(i % 2)))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, threads).boxed().toList());
        assertThat(stores().attempts().increment(List.of(8, 70), NOW, WINDOW))
                .containsExactly(threads + 1, threads + 1);
    }
}
