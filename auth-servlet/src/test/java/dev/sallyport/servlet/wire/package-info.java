/** Tests of routing and of the answers' form. */
@NullMarked
package dev.sallyport.servlet.wire;

import org.jspecify.annotations.NullMarked;
