/**
 * Members of JSON bodies, and headers, that several profiles read or write alike. Start at {@link
 * dev.sallyport.servlet.fields.LoginFields}.
 */
@NullMarked
package dev.sallyport.servlet.fields;

import org.jspecify.annotations.NullMarked;
