/** Lists in pages: cursors from page to page, and the form of search texts. Start at {@link dev.sallyport.page.Page}. Knows no feature. */
@NullMarked
package dev.sallyport.page;

import org.jspecify.annotations.NullMarked;
