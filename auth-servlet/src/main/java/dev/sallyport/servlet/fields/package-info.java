/**
 * Members of JSON bodies, and headers, that several profiles read or write alike.
 */
@NullMarked
package dev.sallyport.servlet.fields;

import org.jspecify.annotations.NullMarked;
