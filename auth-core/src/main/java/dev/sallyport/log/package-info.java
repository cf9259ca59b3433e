/**
 * Log lines that requests can cause. Start at {@link dev.sallyport.log.RareLines}, which keeps a flood of requests from being a
 * flood of lines.
 */
@NullMarked
package dev.sallyport.log;

import org.jspecify.annotations.NullMarked;
