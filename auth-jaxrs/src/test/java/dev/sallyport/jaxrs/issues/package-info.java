/** Public bug reports of others, tried here. */
@NullMarked
package dev.sallyport.jaxrs.issues;

import org.jspecify.annotations.NullMarked;
