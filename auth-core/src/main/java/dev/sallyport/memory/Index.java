package dev.sallyport.memory;

import java.util.Collection;

/**
 * By which values a row is found, besides its key; compared by identity, so keep each in a constant.
 *
 * @param <V> the row
 */
@FunctionalInterface
interface Index<V> {
    Collection<?> valuesOf(V row);
}
