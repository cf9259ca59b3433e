/**
 * The assembly: {@link dev.sallyport.Sallyport} joins the parts as its builder was told. Start here.
 */
@NullMarked
package dev.sallyport;

import org.jspecify.annotations.NullMarked;
