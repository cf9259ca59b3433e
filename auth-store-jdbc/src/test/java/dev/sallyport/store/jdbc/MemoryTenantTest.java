package dev.sallyport.store.jdbc;

import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.stores.Stores;

class MemoryTenantTest extends TenantContract {
    @Override
    Stores newStores() {
        return InMemoryStores.create();
    }
}
