package dev.sallyport.testing;

import static dev.sallyport.testing.Samples.NOW;
import static dev.sallyport.testing.Samples.plainSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.change.Change;
import dev.sallyport.change.ChangeLog.Entry;
import dev.sallyport.change.ChangeLog.Tail;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What {@link dev.sallyport.change.ChangeLog} promises. */
interface ChangeLogContract extends Contract {
    @Test
    default void changeLogIsEmptyAtFirst() {
        Tail tail = stores().changeLog().readAfter(0, 10);
        assertThat(tail.head()).isZero();
        assertThat(tail.entries()).isEmpty();
        assertThat(tail.incarnation()).isNotEmpty();
    }

    @Test
    default void changeLogKeepsEveryKindInOrder() {
        List<Change> changes = List.of(
                Change.apiKey("key"),
                Change.session(Samples.longId()),
                Change.owner(Samples.ODD),
                Change.signingKeys(""),
                Change.owner(Samples.ODD));
        stores().inTransaction(transaction -> {
            changes.forEach(transaction::changed);
            return true;
        });
        Tail tail = stores().changeLog().readAfter(0, 10);
        assertThat(tail.head()).isEqualTo(5);
        assertThat(tail.entries()).extracting(Entry::change).containsExactlyElementsOf(changes);
        assertThat(tail.entries()).extracting(Entry::number).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    default void changeLogIsReadInPagesAndTellsTheHeadWithEach() {
        for (int i = 1; i <= 7; i++) {
            change("o" + i);
        }
        assertThat(numbers(stores().changeLog().readAfter(0, 3))).containsExactly(1L, 2L, 3L);
        assertThat(numbers(stores().changeLog().readAfter(3, 3))).containsExactly(4L, 5L, 6L);
        assertThat(numbers(stores().changeLog().readAfter(6, 3))).containsExactly(7L);
        for (long number : new long[] {0, 6, 7, 8, Long.MAX_VALUE}) {
            assertThat(stores().changeLog().readAfter(number, 3).head()).isEqualTo(7);
        }
        assertThat(stores().changeLog().readAfter(7, 3).entries()).isEmpty();
        assertThat(stores().changeLog().readAfter(Long.MAX_VALUE, 3).entries()).isEmpty();
        assertThat(stores().changeLog().readAfter(0, 1).incarnation())
                .isEqualTo(stores().changeLog().readAfter(9, 1).incarnation());
        assertThat(stores().changeLog().deleteOld(10))
                .as("so few are not too many")
                .isZero();
        assertThat(numbers(stores().changeLog().readAfter(0, 1))).containsExactly(1L);
        assertThatThrownBy(() -> stores().changeLog().readAfter(0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void changeLogHasNoGapAfterARollback() {
        change("first");
        assertThatThrownBy(() -> stores().inTransaction(transaction -> {
                    transaction.changed(Change.owner("never"));
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");
        change("second");
        assertThat(stores().changeLog().readAfter(0, 10).entries())
                .containsExactly(new Entry(1, Change.owner("first")), new Entry(2, Change.owner("second")));
    }

    /** While eight threads write, one reads the tail: it must never meet a gap, nor a change whose row it cannot see. */
    @Test
    default void changeLogIsGaplessAndInCommitOrderWhileManyWrite() {
        int writers = 8;
        int rounds = 25;
        CountDownLatch writing = new CountDownLatch(writers);
        List<List<Entry>> read = Together.run(writers + 1, i -> {
            if (i == writers) {
                return readWhile(writing);
            }
            try {
                writeRounds(i, rounds);
            } finally {
                writing.countDown();
            }
            return List.of();
        });
        List<Entry> entries = read.get(writers);
        // In each writer every third round is rolled back; the others write two changes.
        long committed = (long) writers * (rounds - rounds / 3) * 2;
        assertThat(entries)
                .extracting(Entry::number)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, committed).boxed().toList());
        for (int i = 0; i < entries.size(); i += 2) {
            assertThat(entries.get(i + 1).change().subject())
                    .isEqualTo(entries.get(i).change().subject());
        }
    }

    private void writeRounds(int writer, int rounds) {
        for (int round = 1; round <= rounds; round++) {
            String id = writer + "-" + round;
            boolean rollBack = round % 3 == 0;
            try {
                stores().inTransaction(transaction -> {
                    transaction.changed(Change.session(id));
                    stores().sessions().insert(plainSession(id, "owner", null, NOW, NOW));
                    transaction.changed(Change.owner(id));
                    if (rollBack) {
                        throw new UnsupportedOperationException("rolled back");
                    }
                    return true;
                });
            } catch (UnsupportedOperationException e) {
                assertThat(rollBack).isTrue();
            }
        }
    }

    private List<Entry> readWhile(CountDownLatch writing) {
        List<Entry> entries = new ArrayList<>();
        boolean last;
        do {
            last = writing.getCount() == 0;
            Tail tail = stores().changeLog().readAfter(entries.size(), 1_000);
            for (Entry entry : tail.entries()) {
                assertThat(entry.number()).isEqualTo(entries.size() + 1L);
                assertThat(stores().sessions().findById(entry.change().subject()))
                        .isPresent();
                entries.add(entry);
            }
            assertThat(tail.head()).isEqualTo(entries.size());
        } while (!last);
        return entries;
    }

    private void change(String owner) {
        stores().inTransaction(transaction -> {
            transaction.changed(Change.owner(owner));
            return true;
        });
    }

    private static List<Long> numbers(Tail tail) {
        return tail.entries().stream().map(Entry::number).toList();
    }
}
