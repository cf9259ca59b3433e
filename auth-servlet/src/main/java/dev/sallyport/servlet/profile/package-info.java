/**
 * Profiles of published APIs: choose one with {@code SallyportWeb.profile(…)} to serve that API as it is documented. Each has its
 * own paths, bodies and error codes over the same rules, and a package to itself. Start at {@link
 * dev.sallyport.servlet.profile.keylogin.KeyLoginProfile}, the smallest; the standard profile is {@link
 * dev.sallyport.servlet.wire.StandardProfile}.
 */
@NullMarked
package dev.sallyport.servlet.profile;

import org.jspecify.annotations.NullMarked;
