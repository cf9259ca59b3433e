/**
 * The SPI of a backend: {@link dev.sallyport.stores.Stores} joins the store of each feature with transactions and the change log.
 * Start at {@link dev.sallyport.stores.Stores}.
 */
@NullMarked
package dev.sallyport.stores;

import org.jspecify.annotations.NullMarked;
