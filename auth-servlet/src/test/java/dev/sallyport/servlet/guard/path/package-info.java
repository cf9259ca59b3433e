/** Tests of the room of this name. */
@NullMarked
package dev.sallyport.servlet.guard.path;

import org.jspecify.annotations.NullMarked;
