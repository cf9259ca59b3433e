package dev.sallyport.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.change.Change;
import dev.sallyport.change.ChangeLog.Tail;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.stores.Stores;
import org.junit.jupiter.api.Test;

class InMemoryStoresTest extends StoresContract {
    @Override
    protected Stores newStores() {
        return InMemoryStores.create();
    }

    @Test
    void saysThatItIsNotDurable() {
        assertThat(stores().isDurable()).isFalse();
    }

    @Test
    void keepsTheNewest100_000Changes() {
        stores().inTransaction(transaction -> {
            for (int i = 0; i < 100_010; i++) {
                transaction.changed(Change.owner("o"));
            }
            return true;
        });
        Tail tail = stores().changeLog().readAfter(0, 1);
        assertThat(tail.head()).isEqualTo(100_010);
        assertThat(tail.entries().get(0).number()).isEqualTo(11);
    }

    @Test
    void hasAnotherIncarnationEachTime() {
        assertThat(InMemoryStores.create().changeLog().readAfter(0, 1).incarnation())
                .isNotEqualTo(stores().changeLog().readAfter(0, 1).incarnation());
    }
}
