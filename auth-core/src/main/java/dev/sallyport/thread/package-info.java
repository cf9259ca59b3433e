/** Threads of the library. Start at {@link dev.sallyport.thread.BackgroundThread}. */
@NullMarked
package dev.sallyport.thread;

import org.jspecify.annotations.NullMarked;
