/**
 * Secrets and what is kept of them: {@link dev.sallyport.secret.Secret} in memory, {@link dev.sallyport.secret.SecretDigest} where
 * it is only compared, {@link dev.sallyport.secret.Vault} and {@link dev.sallyport.secret.Sealed} where it must be read back. Start at {@link dev.sallyport.secret.Secret}.
 */
@NullMarked
package dev.sallyport.secret;

import org.jspecify.annotations.NullMarked;
