/**
 * An application to try Sallyport with: a few servlets on a real Jetty, users and keys in an H2 file. Start reading at {@link
 * dev.sallyport.quickstart.Wiring}; {@link dev.sallyport.quickstart.Quickstart} is the program.
 */
@NullMarked
package dev.sallyport.quickstart;

import org.jspecify.annotations.NullMarked;
