/** Sessions: one per login, listed and ended by the person they belong to. Start at {@link dev.sallyport.session.Sessions}. */
@NullMarked
package dev.sallyport.session;

import org.jspecify.annotations.NullMarked;
