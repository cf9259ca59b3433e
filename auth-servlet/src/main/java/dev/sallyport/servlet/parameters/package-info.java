/**
 * Settings that stand in {@code web.xml}, for applications without code of their own: start with {@link
 * dev.sallyport.servlet.parameters.ContextParameters}.
 */
@NullMarked
package dev.sallyport.servlet.parameters;

import org.jspecify.annotations.NullMarked;
