/** The reading of annotations. */
@NullMarked
package dev.sallyport.servlet.rule;

import org.jspecify.annotations.NullMarked;
