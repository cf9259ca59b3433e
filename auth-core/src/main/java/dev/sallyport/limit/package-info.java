/**
 * How often: {@link dev.sallyport.limit.RateLimit} says it, a {@link dev.sallyport.limit.RateLimiter} counts it.
 */
@NullMarked
package dev.sallyport.limit;

import org.jspecify.annotations.NullMarked;
