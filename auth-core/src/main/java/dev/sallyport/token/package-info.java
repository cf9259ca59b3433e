/** Access tokens and the keys that sign them. Start at {@link dev.sallyport.token.AccessTokens}. */
@NullMarked
package dev.sallyport.token;

import org.jspecify.annotations.NullMarked;
