package dev.sallyport.store.jdbc;

import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.stores.Stores;

class MemoryOperatorTest extends OperatorContract {
    @Override
    Stores newStores() {
        return InMemoryStores.create();
    }
}
