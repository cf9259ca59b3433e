/** What a node keeps in its memory. Start at {@link dev.sallyport.bench.memory.Cached}. */
package dev.sallyport.bench.memory;
