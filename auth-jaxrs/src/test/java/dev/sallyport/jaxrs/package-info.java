/** Resource methods over real HTTP; the system property {@code rest} says which JAX-RS runtime: {@code jersey} or {@code resteasy}. */
@NullMarked
package dev.sallyport.jaxrs;

import org.jspecify.annotations.NullMarked;
