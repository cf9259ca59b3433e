/**
 * Lists in pages: how a page ends and the next begins, and how a text is searched. Start at {@link dev.sallyport.page.Page}. Knows no
 * feature.
 */
@NullMarked
package dev.sallyport.page;

import org.jspecify.annotations.NullMarked;
