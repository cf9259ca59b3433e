/** Work in the background that can wait: a schedule of tasks, and the deletion of expired rows. Start at {@link dev.sallyport.upkeep.Upkeep}. */
@NullMarked
package dev.sallyport.upkeep;

import org.jspecify.annotations.NullMarked;
