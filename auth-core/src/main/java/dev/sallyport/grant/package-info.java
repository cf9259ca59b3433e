/**
 * Grants: from a login to a session and its tokens, and what callers may do with their own credentials. Start at {@link
 * dev.sallyport.grant.Logins}.
 */
@NullMarked
package dev.sallyport.grant;

import org.jspecify.annotations.NullMarked;
