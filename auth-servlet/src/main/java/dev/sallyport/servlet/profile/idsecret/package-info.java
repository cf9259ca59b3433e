/**
 * A profile for programs that exchange an id and a secret for a token. Start at {@link
 * dev.sallyport.servlet.profile.idsecret.IdSecretProfile}.
 */
@NullMarked
package dev.sallyport.servlet.profile.idsecret;

import org.jspecify.annotations.NullMarked;
