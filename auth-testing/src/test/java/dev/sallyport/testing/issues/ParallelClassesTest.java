package dev.sallyport.testing.issues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sallyport.Sallyport;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.SallyportExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Subclasses of one base class with a static extension, which JUnit runs in parallel. */
@Timeout(60)
class ParallelClassesTest {
    private static final int CLASSES = 8;
    private static final int ROUNDS = 20;

    @Test
    void classThatBeginsWhileAnotherOpensWaitsForIt() throws Exception {
        SallyportExtension shared = SallyportExtension.with(settings -> settings);
        ExecutorService classes = Executors.newFixedThreadPool(CLASSES);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                CyclicBarrier start = new CyclicBarrier(CLASSES);
                CyclicBarrier end = new CyclicBarrier(CLASSES);
                List<Future<Sallyport>> seen = new ArrayList<>();
                for (int i = 0; i < CLASSES; i++) {
                    String name = "person-" + i;
                    seen.add(classes.submit(() -> oneClass(shared, name, start, end)));
                }
                Sallyport first = seen.get(0).get();
                for (Future<Sallyport> other : seen) {
                    assertThat(other.get()).isSameAs(first);
                }
                assertThatIllegalStateException().isThrownBy(shared::sallyport);
            }
        } finally {
            classes.shutdownNow();
        }
    }

    @SuppressWarnings("NullAway") // The context is not looked at.
    private static Sallyport oneClass(SallyportExtension shared, String name, CyclicBarrier start, CyclicBarrier end)
            throws Exception {
        start.await();
        shared.beforeAll(null);
        try {
            Sallyport seen = shared.sallyport();
            assertThat(shared.token(Person.named(name))).isNotEmpty();
            end.await();
            return seen;
        } finally {
            shared.afterAll(null);
        }
    }
}
