/** Several nodes on one database: {@link dev.sallyport.bench.cluster.RevocationLatency}. */
@NullMarked
package dev.sallyport.bench.cluster;

import org.jspecify.annotations.NullMarked;
