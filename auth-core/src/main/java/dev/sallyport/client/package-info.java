/**
 * Clients: programs that have an id and a secret of their own and get tokens for them. Start at {@link
 * dev.sallyport.client.Clients}.
 */
@NullMarked
package dev.sallyport.client;

import org.jspecify.annotations.NullMarked;
