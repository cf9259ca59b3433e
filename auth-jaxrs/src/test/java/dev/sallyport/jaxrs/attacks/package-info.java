/** Attacks that fail. */
@NullMarked
package dev.sallyport.jaxrs.attacks;

import org.jspecify.annotations.NullMarked;
