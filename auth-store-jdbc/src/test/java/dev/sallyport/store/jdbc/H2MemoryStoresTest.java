package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.stores.Stores;
import dev.sallyport.testing.StoresContract;
import org.junit.jupiter.api.Test;

class H2MemoryStoresTest extends StoresContract {
    private static final SharedSchema SCHEMA = new SharedSchema(H2.inMemory());

    @Override
    protected Stores newStores() {
        return JdbcStores.of(SCHEMA.emptied());
    }

    @Test
    void saysThatItIsNotDurable() {
        assertThat(stores().isDurable()).isFalse();
    }
}
