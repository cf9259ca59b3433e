/** Tests of the room of this name. */
@NullMarked
package dev.sallyport.servlet.guard.decide;

import org.jspecify.annotations.NullMarked;
