/** Threads of the library's own. */
@NullMarked
package dev.sallyport.thread;

import org.jspecify.annotations.NullMarked;
