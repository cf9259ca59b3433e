/** Log lines that requests can cause: {@link dev.sallyport.log.RareLines} keeps a flood of requests from being a flood of lines. */
@NullMarked
package dev.sallyport.log;

import org.jspecify.annotations.NullMarked;
