/**
 * Limits that nodes share through Redis, against Bucket4j on the same real server; start at {@link
 * dev.sallyport.bench.shared.Shared}.
 */
package dev.sallyport.bench.shared;
