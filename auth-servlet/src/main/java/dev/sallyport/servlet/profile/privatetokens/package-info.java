/**
 * A profile for people who make long-lived private tokens, JWTs that can be revoked. Start at {@link
 * dev.sallyport.servlet.profile.privatetokens.PrivateTokensProfile}.
 */
@NullMarked
package dev.sallyport.servlet.profile.privatetokens;

import org.jspecify.annotations.NullMarked;
