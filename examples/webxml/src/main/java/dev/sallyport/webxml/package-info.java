/** A web application that knows of authentication only what its annotations say; the rest stands in {@code web.xml}. */
@NullMarked
package dev.sallyport.webxml;

import org.jspecify.annotations.NullMarked;
