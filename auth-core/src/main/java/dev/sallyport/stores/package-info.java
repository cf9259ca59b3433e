/**
 * What a backend supplies: {@link dev.sallyport.stores.Stores} joins the store of each feature with transactions and
 * the change log.
 */
@NullMarked
package dev.sallyport.stores;

import org.jspecify.annotations.NullMarked;
