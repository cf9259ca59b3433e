/**
 * From a login to tokens. Start at {@link dev.sallyport.grant.Logins}.
 */
@NullMarked
package dev.sallyport.grant;

import org.jspecify.annotations.NullMarked;
