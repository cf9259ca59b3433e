/** Tests of reading and writing JSON. */
@NullMarked
package dev.sallyport.servlet.json;

import org.jspecify.annotations.NullMarked;
