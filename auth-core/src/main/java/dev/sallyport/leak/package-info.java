/**
 * Reports of leaked credentials: sealed and stored until they are processed, so that no table holds a credential in the clear. Start
 * at {@link dev.sallyport.leak.LeakInbox}; {@code dev.sallyport.grant.LeakReports} processes them.
 */
@NullMarked
package dev.sallyport.leak;

import org.jspecify.annotations.NullMarked;
