/**
 * Metrics and observations by Micrometer. Start at {@link dev.sallyport.micrometer.SallyportMetrics}; docs/operations.md describes each
 * meter. All tags come from closed lists, so nobody can add one.
 */
@NullMarked
package dev.sallyport.micrometer;

import org.jspecify.annotations.NullMarked;
