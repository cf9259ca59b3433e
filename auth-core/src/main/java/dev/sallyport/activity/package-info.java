/**
 * Tells what an instance does to whoever counts or traces it. Start at {@link dev.sallyport.activity.ActivityListener}. The core counts
 * nothing by itself.
 */
@NullMarked
package dev.sallyport.activity;

import org.jspecify.annotations.NullMarked;
