/**
 * Reports the decisions of an instance, for counting and tracing. Start at {@link dev.sallyport.activity.ActivityListener}. The core
 * counts nothing by itself.
 */
@NullMarked
package dev.sallyport.activity;

import org.jspecify.annotations.NullMarked;
