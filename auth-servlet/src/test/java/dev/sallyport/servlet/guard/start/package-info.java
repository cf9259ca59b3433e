/** Tests of the room of this name. */
@NullMarked
package dev.sallyport.servlet.guard.start;

import org.jspecify.annotations.NullMarked;
