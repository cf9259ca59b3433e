/**
 * Accounts that people set up and open again by themselves: single-use tickets, the mails that carry them, and the policy. Start at
 * {@link dev.sallyport.account.Tickets}; {@code Accounts} of {@code dev.sallyport.grant} says what a ticket does.
 */
@NullMarked
package dev.sallyport.account;

import org.jspecify.annotations.NullMarked;
