/** The JAX-RS example over HTTP. */
@NullMarked
package dev.sallyport.restapi;

import org.jspecify.annotations.NullMarked;
