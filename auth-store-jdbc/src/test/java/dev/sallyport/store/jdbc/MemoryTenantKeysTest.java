package dev.sallyport.store.jdbc;

import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.stores.Stores;

class MemoryTenantKeysTest extends TenantKeysContract {
    @Override
    Stores newStores() {
        return InMemoryStores.create();
    }
}
