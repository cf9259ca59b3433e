/**
 * Reports of leaked credentials: sealed and stored until they are processed, so that no table holds a credential in the clear. Start
 * at {@link dev.sallyport.leak.LeakReport}; {@code LeakInbox} and {@code LeakReports} of {@code dev.sallyport.grant} process them.
 */
@NullMarked
package dev.sallyport.leak;

import org.jspecify.annotations.NullMarked;
