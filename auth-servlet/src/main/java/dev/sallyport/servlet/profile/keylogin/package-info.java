/**
 * A profile in which an API key, a password or a secret of a client is exchanged for a short-lived token. Start at {@link
 * dev.sallyport.servlet.profile.keylogin.KeyLoginProfile}.
 */
@NullMarked
package dev.sallyport.servlet.profile.keylogin;

import org.jspecify.annotations.NullMarked;
