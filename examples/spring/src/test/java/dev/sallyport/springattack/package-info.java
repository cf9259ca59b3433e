/** Attempts to get past the guard of a Spring application, over HTTP. */
@NullMarked
package dev.sallyport.springattack;

import org.jspecify.annotations.NullMarked;
