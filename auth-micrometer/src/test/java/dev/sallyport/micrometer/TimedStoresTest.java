package dev.sallyport.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.change.StoreException;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.stores.Stores;
import dev.sallyport.testing.ForwardingStores;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TimedStoresTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private Timer timer(String store, String outcome) {
        return registry.get("sallyport.store.calls")
                .tags("store", store, "outcome", outcome)
                .timer();
    }

    @Test
    void aCallThatFailsIsTimedAsSuchAndFailsAsBefore() {
        Stores failing = ForwardingStores.over(InMemoryStores.create(InstantSource.system()), (name, call) -> {
            if (name.equals("users.findById")) {
                throw new StoreException("gone");
            }
            return call.pass();
        });
        Stores timed = SallyportMetrics.timing(failing, registry);
        assertThatThrownBy(() -> Objects.requireNonNull(timed.users().findById("ada")))
                .isInstanceOf(StoreException.class)
                .hasMessage("gone");
        assertThat(timer("users", "failed").count()).isEqualTo(1);
        assertThat(timer("users", "succeeded").count()).isZero();
    }

    @Test
    void everyStoreIsTimedAndAnswersAsBefore() {
        Stores real = InMemoryStores.create(InstantSource.system());
        Stores timed = SallyportMetrics.timing(real, registry);
        assertThat(timed.users().findById("ada")).isEmpty();
        assertThat(timed.findSessionWithOwner("none")).isEmpty();
        assertThat(timed.isDurable()).isEqualTo(real.isDurable());
        assertThat(timed.isShared()).isEqualTo(real.isShared());
        assertThat(timed.changeSignal()).isEmpty();
        assertThat(timed.users())
                .isSameAs(timed.users())
                .hasToString(real.users().toString());
        String done = timed.inTransaction(transaction -> "done");
        assertThat(done).isEqualTo("done");
        assertThat(timer("users", "succeeded").count()).isEqualTo(1);
        assertThat(timer("session_with_owner", "succeeded").count()).isEqualTo(1);
        assertThat(timer("transaction", "succeeded").count()).isEqualTo(1);
    }
}
