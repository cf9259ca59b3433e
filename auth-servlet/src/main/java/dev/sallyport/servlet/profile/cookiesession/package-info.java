/**
 * A profile for people with a login cookie, who make API tokens with it. Start at {@link
 * dev.sallyport.servlet.profile.cookiesession.CookieSessionProfile}.
 */
@NullMarked
package dev.sallyport.servlet.profile.cookiesession;

import org.jspecify.annotations.NullMarked;
