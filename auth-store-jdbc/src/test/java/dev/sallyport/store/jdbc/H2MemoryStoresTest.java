package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.stores.Stores;
import dev.sallyport.testing.StoresContract;
import org.junit.jupiter.api.Test;

class H2MemoryStoresTest extends StoresContract {
    @Override
    protected Stores newStores() {
        return JdbcStores.of(H2.inMemory());
    }

    @Test
    void saysThatItIsNotDurable() {
        assertThat(stores().isDurable()).isFalse();
    }
}
