/**
 * The assembly: {@link dev.sallyport.Sallyport} joins the rooms as its builder was told. Start at {@link
 * dev.sallyport.SallyportBuilder}.
 */
@NullMarked
package dev.sallyport;

import org.jspecify.annotations.NullMarked;
