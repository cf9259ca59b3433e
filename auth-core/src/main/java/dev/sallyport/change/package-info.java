/**
 * How a security-relevant change becomes durable and known: {@link dev.sallyport.change.Transactions} writes rows and
 * their changes as one, {@link dev.sallyport.change.ChangeLog} lets every node read what changed, {@link
 * dev.sallyport.change.ChangeSignal} tells them to look at once.
 */
@NullMarked
package dev.sallyport.change;

import org.jspecify.annotations.NullMarked;
