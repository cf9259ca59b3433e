/** OAuth clients: programs with an id and a secret of their own. Start at {@link dev.sallyport.client.Clients}. */
@NullMarked
package dev.sallyport.client;

import org.jspecify.annotations.NullMarked;
