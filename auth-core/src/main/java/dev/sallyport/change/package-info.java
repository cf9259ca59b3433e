/**
 * Durable changes and their propagation: {@link dev.sallyport.change.Transactions} writes rows and their changes as one, {@link
 * dev.sallyport.change.ChangeLog} lets every node read what changed, {@link dev.sallyport.change.ChangeSignal} wakes the other
 * nodes. Start at {@link dev.sallyport.change.Changes}.
 */
@NullMarked
package dev.sallyport.change;

import org.jspecify.annotations.NullMarked;
