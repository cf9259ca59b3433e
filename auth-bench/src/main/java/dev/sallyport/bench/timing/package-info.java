/**
 * Whether the time of a refused login tells who exists. Start reading at {@link dev.sallyport.bench.timing.Timing}.
 */
package dev.sallyport.bench.timing;
