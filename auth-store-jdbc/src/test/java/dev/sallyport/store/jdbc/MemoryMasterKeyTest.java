package dev.sallyport.store.jdbc;

import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.stores.Stores;
import java.util.function.Supplier;

class MemoryMasterKeyTest extends MasterKeyContract {
    @Override
    Supplier<Stores> newBackend() {
        Stores stores = InMemoryStores.create();
        return () -> stores;
    }
}
