/**
 * Reports of leaked credentials that wait for their work: sealed, so that no table holds a credential in the clear. What is done
 * about them is {@code dev.sallyport.grant.LeakReports}.
 */
@NullMarked
package dev.sallyport.leak;

import org.jspecify.annotations.NullMarked;
