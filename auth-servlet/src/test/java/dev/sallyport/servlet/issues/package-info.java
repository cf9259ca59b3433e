/** Public bug reports of others, tried here. */
@NullMarked
package dev.sallyport.servlet.issues;

import org.jspecify.annotations.NullMarked;
