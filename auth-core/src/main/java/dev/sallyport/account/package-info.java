/**
 * Accounts that people set up and recover by themselves: single-use tickets, the mails that carry them, and the policy. Start at {@link
 * dev.sallyport.account.Tickets}; {@code Accounts} of {@code dev.sallyport.grant} applies tickets.
 */
@NullMarked
package dev.sallyport.account;

import org.jspecify.annotations.NullMarked;
