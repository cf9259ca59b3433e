/** The quickstart as a separate process over real HTTP, and the examples of the documents. */
@NullMarked
package dev.sallyport.quickstart;

import org.jspecify.annotations.NullMarked;
