/** Tests of the room of this name. */
@NullMarked
package dev.sallyport.servlet.guard.address;

import org.jspecify.annotations.NullMarked;
