/**
 * Authentication: from a credential to a caller, with the one cache. Start at {@link dev.sallyport.authenticate.Authenticator}.
 */
@NullMarked
package dev.sallyport.authenticate;

import org.jspecify.annotations.NullMarked;
