/** The same attacks on every servlet container; the system property {@code container} says on which. Start at {@link App}. */
@NullMarked
package dev.sallyport.containers;

import org.jspecify.annotations.NullMarked;
