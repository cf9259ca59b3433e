package dev.sallyport.testing;

import dev.sallyport.stores.Stores;

/** What the contract of each feature needs of the test it is part of. */
interface Contract {
    /** The stores of this test; empty when it begins. */
    Stores stores();
}
