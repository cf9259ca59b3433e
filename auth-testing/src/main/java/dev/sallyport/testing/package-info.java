/**
 * Tests of applications and of backends: {@link dev.sallyport.testing.SallyportExtension} gives an application's tests a {@code
 * Sallyport} in memory and a credential for any caller, {@link dev.sallyport.testing.MovableClock} is time that stands still until
 * it is moved, {@link dev.sallyport.testing.StoresContract} is what every implementation of {@link dev.sallyport.stores.Stores} must
 * pass, {@link dev.sallyport.testing.RateLimiterContract} what every {@link dev.sallyport.limit.RateLimiter} must. Start at {@link
 * dev.sallyport.testing.SallyportExtension}, or at {@link dev.sallyport.testing.StoresContract} for a backend.
 */
@NullMarked
package dev.sallyport.testing;

import org.jspecify.annotations.NullMarked;
