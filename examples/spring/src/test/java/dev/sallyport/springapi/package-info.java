/** The Spring example over HTTP. */
@NullMarked
package dev.sallyport.springapi;

import org.jspecify.annotations.NullMarked;
