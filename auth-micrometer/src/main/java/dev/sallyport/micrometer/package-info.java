/**
 * Metrics and observations by Micrometer. Start at {@link dev.sallyport.micrometer.SallyportMetrics}; what each meter tells is in
 * docs/operations.md. All tags come from closed lists: nobody multiplies them.
 */
@NullMarked
package dev.sallyport.micrometer;

import org.jspecify.annotations.NullMarked;
