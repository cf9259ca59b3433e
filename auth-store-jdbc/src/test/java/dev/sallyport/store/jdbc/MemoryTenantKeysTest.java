package dev.sallyport.store.jdbc;

import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.stores.Stores;
import java.util.function.Supplier;

class MemoryTenantKeysTest extends TenantKeysContract {
    @Override
    Supplier<Stores> emptied() {
        Stores stores = InMemoryStores.create();
        return () -> stores;
    }
}
