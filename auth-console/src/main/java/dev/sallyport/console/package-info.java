/**
 * The document and the files of the page where people manage their keys. Start at {@link dev.sallyport.console.PageOfJar}; the page
 * itself is in {@code META-INF/sallyport/console}.
 */
@NullMarked
package dev.sallyport.console;

import org.jspecify.annotations.NullMarked;
