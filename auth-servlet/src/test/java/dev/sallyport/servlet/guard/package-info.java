/** Tests of the guard's parts, each by itself. */
@NullMarked
package dev.sallyport.servlet.guard;

import org.jspecify.annotations.NullMarked;
