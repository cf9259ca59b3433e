package dev.sallyport.store.jdbc;

import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.stores.Stores;

class MemoryMasterKeyTest extends MasterKeyContract {
    @Override
    Stores newStores() {
        return InMemoryStores.create();
    }
}
