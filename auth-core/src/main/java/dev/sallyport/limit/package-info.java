/**
 * Rate limits: {@link dev.sallyport.limit.RateLimit} is a limit, a {@link dev.sallyport.limit.RateLimiter} counts by it, a {@link
 * dev.sallyport.limit.Plan} is what a caller has booked. Start at {@link dev.sallyport.limit.RateLimiter}.
 */
@NullMarked
package dev.sallyport.limit;

import org.jspecify.annotations.NullMarked;
