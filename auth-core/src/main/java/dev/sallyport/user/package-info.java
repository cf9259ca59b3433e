/**
 * People, their passwords and their failed attempts. Start at {@link dev.sallyport.user.Users}, which keeps people in the
 * stores; {@link dev.sallyport.user.PasswordHashes} and {@link dev.sallyport.user.PasswordPolicy} say what becomes of a
 * password, {@link dev.sallyport.user.LoginAttempts} how often one may be guessed.
 */
@NullMarked
package dev.sallyport.user;

import org.jspecify.annotations.NullMarked;
