/** Tests of metrics and observations. */
@NullMarked
package dev.sallyport.micrometer;

import org.jspecify.annotations.NullMarked;
