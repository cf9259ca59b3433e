package dev.sallyport.store.jdbc;

import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.stores.Stores;

class MemoryForeignUsersTest extends ForeignUsersContract {
    @Override
    Stores newStores() {
        return InMemoryStores.create();
    }
}
