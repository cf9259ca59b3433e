package dev.sallyport.store.jdbc;

import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.stores.Stores;

class MemoryNoLoginOutlivesTest extends NoLoginOutlivesContract {
    @Override
    Stores newStores() {
        return InMemoryStores.create();
    }

    @Override
    boolean takesTurnsByLocks() {
        return false;
    }
}
