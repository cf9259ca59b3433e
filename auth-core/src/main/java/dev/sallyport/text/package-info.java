/** Words about characters that several packages share. Start at {@link dev.sallyport.text.Characters}. */
@NullMarked
package dev.sallyport.text;

import org.jspecify.annotations.NullMarked;
