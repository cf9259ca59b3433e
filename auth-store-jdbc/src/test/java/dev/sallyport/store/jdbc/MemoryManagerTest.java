package dev.sallyport.store.jdbc;

import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.stores.Stores;

class MemoryManagerTest extends ManagerContract {
    @Override
    Stores newStores() {
        return InMemoryStores.create();
    }
}
