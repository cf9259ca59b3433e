/**
 * A JAX-RS application behind Sallyport: Jersey on a real Jetty, everything in memory. Start reading at {@link
 * dev.sallyport.restapi.Wiring}; {@link dev.sallyport.restapi.RestApi} is the program.
 */
@NullMarked
package dev.sallyport.restapi;

import org.jspecify.annotations.NullMarked;
