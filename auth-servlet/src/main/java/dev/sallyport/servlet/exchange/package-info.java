/**
 * One request and its answer, without a thread of the container for each that is slow: {@link dev.sallyport.servlet.exchange.Exchange}
 * reads a body that is still on its way, and holds an answer back until it is due. Start reading there.
 */
@NullMarked
package dev.sallyport.servlet.exchange;

import org.jspecify.annotations.NullMarked;
